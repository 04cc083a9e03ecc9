/** A name from somewhere in one line: what would move the cursor or begin a line becomes a space. */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, " ");
}
