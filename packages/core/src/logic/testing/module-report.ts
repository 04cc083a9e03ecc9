/** What is printed of one wrapped function: its logic, or the error that it got. */
export interface LogicReport {
  readonly identity?: string;
  readonly declaredName?: string;
  readonly fingerprint?: string;
  readonly unresolved?: string;
  readonly error?: string;
}

export interface ModuleReport {
  /** By export name; an array's items are called `name.0` and so on. */
  readonly functions: { readonly [name: string]: LogicReport };
  /** Time of all answers for this module. */
  readonly milliseconds: number;
  /** Whether the parser was loaded when the module had been reported. */
  readonly parser: boolean;
}
