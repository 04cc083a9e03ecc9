import { SplitterError } from "../splitter-error.ts";

/** @throws SplitterError where what is to be split is no string. */
export function checkText(text: unknown): void {
  if (typeof text === "string") return;
  throw new SplitterError(`The text to split must be a string, but is a value of type ${typeof text}.`, {
    code: "TEXT_NOT_A_STRING",
    hint: "Decode bytes first, for example with await file.text().",
  });
}
