import { describe, expect, it } from "vitest";
import { RecursiveSplitter } from "./index.ts";

const MEGABYTES = 10_000_000;
const repeat = (part: string, length = MEGABYTES): string => part.repeat(Math.ceil(length / part.length));
const script = 'function f(a){return a.map(x=>x*2)}var y=[1,2,{k:"v"}];';

/** Bytes in no order, read as UTF-8: what is none becomes U+FFFD. A seeded generator, so that it is always the same. */
function noise(length: number): string {
  let state = 7;
  const bytes = Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
  return new TextDecoder().decode(bytes);
}

describe("texts that nobody wrote", () => {
  it.each([
    ["10 MB of words on one line", repeat("word after word, "), undefined],
    ["10 MB without a place to cut", repeat("x"), undefined],
    ["10 MB of JavaScript on one line", repeat(script), "javascript"],
    ["10 MB of Markdown on one line", repeat("*text* with `code` and [links](to). "), "markdown"],
    ["a million empty lines", repeat("\r\n", 2_000_000), "markdown"],
    ["a megabyte of no text at all", noise(1_000_000), undefined],
    ["no text at all as Python", noise(100_000), "python"],
    ["100,000 open brackets", "[".repeat(100_000), "json"],
    ["100,000 quotes in one another", `${"> ".repeat(100_000)}deep`, "markdown"],
    ["100,000 open tags", "<b>".repeat(100_000), "html"],
  ])(
    "%s: are cut into chunks that keep the limit and lose nothing",
    { timeout: 60_000 },
    async (_what, text, language) => {
      const chunks = await new RecursiveSplitter().split(text, { chunkSize: 1000, overlap: 100, language });
      let covered = 0;
      let lost = 0;
      let tooLarge = 0;
      for (const chunk of chunks) {
        const { charOffset } = chunk.start;
        if (charOffset > covered && /\P{White_Space}/u.test(text.slice(covered, charOffset))) lost += 1;
        if (chunk.end.byteOffset - chunk.start.byteOffset > 1000) tooLarge += 1;
        covered = chunk.end.charOffset;
      }
      if (/\P{White_Space}/u.test(text.slice(covered))) lost += 1;
      expect({ lost, tooLarge }).toEqual({ lost: 0, tooLarge: 0 });
    },
  );
});
