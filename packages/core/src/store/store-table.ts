/**
 * The kinds of data that a store keeps apart, so that reading one never passes over another:
 *
 * - `component`: key of a component path → its compact record
 * - `functionMemo`: key of a component path → all its function memos in one value
 * - `componentState`: key of a component path → the values that it keeps from run to run, in one value
 * - `appMemo`: fingerprint → a memo shared by the whole app, with the count of components that use it
 * - `owner`: short hash of a target state's path → key of the component that owns it
 * - `removal`: what is to be deleted, or could not be deleted yet
 * - `dependencySet`: an interned set of dependencies
 * - `moduleDeclarations`: hash of a module's bytes → its declarations
 * - `deadLetter`: failures that nobody has seen to
 * - `rangeDigest`: where a range of components of one level begins, which is the key before the first → the key of the
 *   last, and what all of them were. A commit that puts or deletes a component takes the digest of its range with it
 * - `setting`: the rest, such as the high-water mark of the identifiers
 */
export type StoreTable =
  | "component"
  | "functionMemo"
  | "componentState"
  | "appMemo"
  | "owner"
  | "removal"
  | "dependencySet"
  | "moduleDeclarations"
  | "deadLetter"
  | "rangeDigest"
  | "setting";

/** All tables, in the order in which the changes of one commit are applied. */
export const storeTables: readonly StoreTable[] = [
  "component",
  "functionMemo",
  "componentState",
  "appMemo",
  "owner",
  "removal",
  "dependencySet",
  "moduleDeclarations",
  "deadLetter",
  "rangeDigest",
  "setting",
];
