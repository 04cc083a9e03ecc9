import { styleText } from "node:util";

const WIDEST = 100;

/** How wide the demo prints: the terminal, within reason. */
export function pageWidth(): number {
  // Some terminals say that they have 0 columns.
  return Math.max(40, Math.min(process.stdout.columns || 80, WIDEST));
}

/** Begins a part of the demo. */
export function heading(text: string): void {
  console.log(`\n${styleText("bold", text, { stream: process.stdout })}`);
}

/** A line, indented; `right` stands at the right edge. */
export function say(text: string, right = ""): void {
  const left = `  ${text}`;
  if (right === "") console.log(left);
  else console.log(`${left}${" ".repeat(Math.max(2, pageWidth() - left.length - right.length))}${right}`);
}

/** A line that is there for those who look for it. */
export function note(text: string): void {
  console.log(styleText("dim", `  ${text}`, { stream: process.stdout }));
}

/** "0.04 s", "12.3 s". */
export function seconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} s`;
}
