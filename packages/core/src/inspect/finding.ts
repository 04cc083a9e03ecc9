/** Something in a store that contradicts the rest of it, or that a run left undone. */
export interface Finding {
  /**
   * - `"file"`: the file itself is damaged;
   * - `"unreadable"`: an entry cannot be read: it is damaged, or another version of coco wrote it;
   * - `"unreachable"`: a component is stored, and no component is known to have mounted it;
   * - `"owner"`: a tracked target state does not belong to the component that tracks it, or what is noted of owners
   *   belongs to no tracked target state;
   * - `"memos"`: results of functions are stored with a component that knows of none;
   * - `"identifier"`: a number was handed out twice, or could be;
   * - `"range"`: what is noted of a range of unchanged components is not what is stored: an update could pass over changes;
   * - `"missing"`: a target state is tracked as written, and is not in its target;
   * - `"foreign"`: something stands in a target that no component has declared;
   * - `"unfinished"`: no damage: something that the next run will do. Given only when asked for.
   */
  readonly kind:
    | "file"
    | "foreign"
    | "identifier"
    | "memos"
    | "missing"
    | "range"
    | "owner"
    | "unfinished"
    | "unreachable"
    | "unreadable";
  /** The component or the target state, in the notation of `formatKeyPath`; the file where it is all of it. */
  readonly path: string;
  /** One sentence that says what is wrong. */
  readonly message: string;
  /** What to do next, or why nothing needs to be done. */
  readonly hint: string;
}

/** What to look for. */
export interface CheckOptions {
  /** Also gives what is not settled: right after a run that went well there must be none. Default: false. */
  readonly unfinished?: boolean;
}
