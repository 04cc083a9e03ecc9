/** Where `fn` was called: a path or `file:` URL as `util.getCallSites` reports it, 1-based line and column. */
export interface WrapSite {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
