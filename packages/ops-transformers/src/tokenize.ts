import type { Tokenizer } from "./library.ts";

// Lists instead of tensors, of one text, with nothing added to make it as long as another.
const AS_LISTS = { padding: false, truncation: false, return_tensor: false };

/**
 * Makes what a model reads of a text. A longer text is cut, but keeps the tokens that close every text: the libraries' own
 * truncation drops them, and models were trained with them.
 */
export function tokenizeWithin(tokenizer: Tokenizer, maxLength: number): (text: string) => Record<string, number[]> {
  const closing = tokenizer("", AS_LISTS)["input_ids"] ?? [];
  return (text) => {
    const encoded = tokenizer(text, AS_LISTS);
    const kept = sameAtEnd(encoded["input_ids"] ?? [], closing);
    const cut = ([name, values]: readonly [string, readonly number[]]): [string, number[]] => [
      name,
      values.length <= maxLength
        ? [...values]
        : [...values.slice(0, maxLength - kept), ...values.slice(values.length - kept)],
    ];
    return Object.fromEntries(Object.entries(encoded).map(cut));
  };
}

/** How many numbers two lists have in common at their ends. */
function sameAtEnd(left: readonly number[], right: readonly number[]): number {
  let count = 0;
  while (count < Math.min(left.length, right.length) && left.at(-1 - count) === right.at(-1 - count)) count++;
  return count;
}
