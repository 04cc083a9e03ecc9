const MARK = /\s*coco ([0-9a-f]{8}-[0-9a-f-]{27})/;

/** The mark of the app that made a table or took it over: it stands in the table's comment, and goes with the table. */
export function markIn(comment: string | undefined): string | undefined {
  return MARK.exec(comment ?? "")?.[1];
}

/** The comment with this mark; what else it says stays. */
export function withMark(comment: string | undefined, mark: string): string {
  return `${(comment ?? "").replace(MARK, "")} coco ${mark}`.trim();
}
