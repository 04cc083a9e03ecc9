import type { LiveMapTarget } from "../../index.ts";
import type { MemoryTable } from "../../testing/memory-target.ts";

export type Words = LiveMapTarget<string>;

/** Declares the words of a text as entries, by their first letter. */
export const split = (text: string, map: Words): void => {
  for (const word of text.split(" ")) if (word !== "") map.declareEntry(word.slice(0, 1), word);
};

export const declareWord = function word(text: string, table: MemoryTable): void {
  table.declare(text.slice(0, 1), text);
};
