/** A Markdown table; numbers to the right. */
export function markdownTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
  const numeric = head.map(
    (_, at) => rows.length > 0 && rows.every((row) => /^(?:[<≤~×]? ?[-\d.,]+(?: \S+)?|–)$/u.test(String(row[at]))),
  );
  return [line(head), line(numeric.map((right) => (right ? "---:" : "---"))), ...rows.map(line)].join("\n");
}
