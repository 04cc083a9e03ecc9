const lineage = Symbol.for("coco.error.lineage");

/** What a {@link CocoError} says besides its message. */
export interface CocoErrorOptions {
  /** Stable, machine-readable name of the mistake, in upper snake case. */
  readonly code: string;
  /** What to do next, in one or two sentences. */
  readonly hint?: string | undefined;
  /** The error, or other value, that led to this one. */
  readonly cause?: unknown;
}

/** The shape of a class that `isInstance` is called on. */
interface ErrorClass<E> {
  readonly errorName: string;
  readonly prototype: E;
}

/**
 * The base of every error that coco raises on purpose.
 *
 * The message says what happened and to what; `hint` says what to do next. A subclass sets its own static `errorName`
 * and gets `name`, and an `isInstance` that also recognises errors made by another copy of this package.
 */
export class CocoError extends Error {
  /** The `name` of the instances; written out, because a bundler may rename the class. */
  static readonly errorName: string = "CocoError";

  /** Stable, machine-readable name of the mistake. */
  readonly code: string;
  /** What to do next. */
  declare readonly hint?: string;

  constructor(message: string, options: CocoErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    if (options.hint !== undefined) this.hint = options.hint;
    const names = namesOf(new.target);
    Object.defineProperty(this, "name", { value: names[0], configurable: true, writable: true });
    Object.defineProperty(this, lineage, { value: names });
    // Taken again, because the first line of the trace is fixed when it is captured and would say "Error".
    Error.captureStackTrace(this, new.target);
  }

  /**
   * Whether `value` is an error of the class that this is called on, or of a subclass, whichever copy of the package
   * made it (unlike `instanceof`).
   */
  static isInstance<E extends CocoError>(this: ErrorClass<E>, value: unknown): value is E {
    if (typeof value !== "object" || value === null) return false;
    const names = (value as { readonly [key: symbol]: unknown })[lineage];
    return Array.isArray(names) && names.includes(this.errorName);
  }
}

/** The error names of a class and of its bases, the most specific first. */
function namesOf(errorClass: typeof CocoError): readonly string[] {
  const names: string[] = [];
  for (let current = errorClass; typeof current === "function" && current.errorName !== undefined; ) {
    if (Object.hasOwn(current, "errorName")) names.push(current.errorName);
    current = Object.getPrototypeOf(current) as typeof CocoError;
  }
  return names;
}
