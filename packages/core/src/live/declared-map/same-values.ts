/** Whether two values of entries are the same, through and through. Loaded at the first use: an import costs every start. */
export function sameValues(one: unknown, other: unknown): boolean {
  return process.getBuiltinModule("node:util").isDeepStrictEqual(one, other);
}
