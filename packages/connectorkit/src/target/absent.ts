/** Stands for "this should not exist" in `reconcile`, and for "nothing to remember" in its answer. */
export const absent: unique symbol = Symbol.for("coco.absent") as never;
export type Absent = typeof absent;
