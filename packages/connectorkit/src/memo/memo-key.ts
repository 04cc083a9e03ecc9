/**
 * Name of the method that gives an object's identity as an argument of a memoized function. The result is fingerprinted
 * in the object's place, tagged with the name of its class; it must not change while the object means the same.
 */
export const memoKey: unique symbol = Symbol.for("coco.memoKey") as never;

/** An object that says what identifies it. */
export interface MemoKeyed {
  /** Any value that can be fingerprinted; synchronous. */
  [memoKey](): unknown;
}
