/** What a wrapped function was bound to by `bind`. */
export interface FunctionBinding {
  readonly receiver: unknown;
  readonly args: readonly unknown[];
}

/** @internal The key under which a bound function carries what it was bound to. */
export const functionBinding: unique symbol = Symbol.for("coco.functionBinding") as never;

/** What a wrapped function was bound to, if it was. */
export function bindingOf(value: unknown): FunctionBinding | undefined {
  return typeof value === "function" ? (value as { [functionBinding]?: FunctionBinding })[functionBinding] : undefined;
}

/** @internal As `bind` does: the first receiver stays, arguments are added. */
export function addBinding(
  earlier: FunctionBinding | undefined,
  receiver: unknown,
  args: readonly unknown[],
): FunctionBinding {
  return earlier === undefined ? { receiver, args } : { ...earlier, args: [...earlier.args, ...args] };
}
