import type { FunctionDefinition } from "./function-definition.ts";

const slot: unique symbol = Symbol.for("coco.announced-functions") as never;
type Holder = { [slot]?: FunctionDefinition[] };

/**
 * Functions that were wrapped and that no engine has looked at yet. An engine needs them all: a stored result may
 * depend on a function that was not called yet in this process.
 */
function announced(): FunctionDefinition[] {
  const holder = globalThis as Holder;
  holder[slot] ??= [];
  return holder[slot];
}

export function announceFunction(definition: FunctionDefinition): void {
  announced().push(definition);
}

/** Takes the definitions announced since the last call. */
export function takeAnnouncedFunctions(): readonly FunctionDefinition[] {
  return announced().splice(0);
}
