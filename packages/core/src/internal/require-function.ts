import { ComponentError } from "../errors/component-error.ts";
import { describeGiven } from "./describe-given.ts";

/** Refuses what is no function where one is wanted, at the call that gave it. */
export function requireFunction(given: unknown, what: string, usage: string): void {
  if (typeof given === "function") return;
  throw new ComponentError(`${what} needs a function, not ${describeGiven(given)}.`, {
    code: "NOT_A_FUNCTION",
    hint: `Write ${usage}.`,
  });
}
