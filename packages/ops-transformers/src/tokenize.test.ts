import { describe, expect, it } from "vitest";
import { tokenizeWithin } from "./tokenize.ts";

/** One token a letter, between a token that opens and one that closes. */
const withSpecials = (text: string): Record<string, number[]> => {
  const ids = [101, ...[...text].map((letter) => letter.charCodeAt(0)), 102];
  return { input_ids: ids, attention_mask: ids.map(() => 1) };
};
const plain = (text: string): Record<string, number[]> => ({ input_ids: [...text].map((c) => c.charCodeAt(0)) });

describe("the tokens of a text", () => {
  it("are all there when they are not too many", () => {
    expect(tokenizeWithin(withSpecials, 5)("abc")).toEqual(withSpecials("abc"));
    expect(tokenizeWithin(withSpecials, 5)("")).toEqual(withSpecials(""));
  });

  it("end with the closing token also when the text is cut", () => {
    expect(tokenizeWithin(withSpecials, 5)("abcdef")).toEqual(withSpecials("abc"));
  });

  it("are cut plainly where the tokenizer closes nothing", () => {
    expect(tokenizeWithin(plain, 3)("abcdef")).toEqual(plain("abc"));
  });
});
