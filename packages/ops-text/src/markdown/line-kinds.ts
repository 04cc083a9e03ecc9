/** A list item's first line. */
export interface ListMarker {
  /** The class of lists that it belongs to: the bullet itself, or the character behind the number. */
  readonly list: string;
  /** Characters from the line's start to the item's content. */
  readonly width: number;
  /** Whether it may end a paragraph: not when it is empty, nor when its number is not 1. */
  readonly interrupts: boolean;
}

/** The level of an ATX heading (`## Title`), or undefined. */
export function headingLevel(content: string): number | undefined {
  return /^ {0,3}(#{1,6})(?:[ \t]|$)/.exec(content)?.[1]?.length;
}

/** The level of a heading that this line underlines, or undefined. */
export function underlineLevel(content: string): number | undefined {
  const mark = /^ {0,3}(=+|-+)[ \t]*$/.exec(content)?.[1];
  return mark === undefined ? undefined : mark.startsWith("=") ? 1 : 2;
}

/** The marks that open a code fence (three or more backticks or tildes), or undefined. */
export function fenceMarks(content: string): string | undefined {
  return /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(content)?.[1];
}

/** Whether a line closes the fence that was opened with these marks. */
export function closesFence(content: string, marks: string): boolean {
  const closing = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(content)?.[1];
  return closing !== undefined && closing[0] === marks[0] && closing.length >= marks.length;
}

/** Whether a line is a thematic break: `---`, `***` or `___`, also with spaces between. */
export function isRule(content: string): boolean {
  return /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/.test(content);
}

/** How many characters the mark of a quote takes (`> `), or undefined. */
export function quoteMarkWidth(content: string): number | undefined {
  return /^ {0,3}> ?/.exec(content)?.[0].length;
}

/** The marker of a list item, or undefined. */
export function listMarker(content: string): ListMarker | undefined {
  const match = /^( {0,3}(?:[-*+]|(\d{1,9})[.)]))([ \t]+|$)/.exec(content);
  if (match === null) return undefined;
  const [all, marker = "", number, space = ""] = match;
  const empty = all.length === content.length;
  // Five spaces or more: an item that begins with indented code.
  const width = empty || space.length > 4 ? marker.length + 1 : all.length;
  return { list: marker.at(-1) as string, width, interrupts: !empty && (number === undefined || number === "1") };
}

/** Whether a line is what stands below a table's head: `| --- | :-: |`. */
export function isTableDelimiter(content: string): boolean {
  return content.includes("|") && /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/.test(content);
}

/** What ends the HTML block that begins on this line; undefined where none begins. */
export function htmlBlockEnd(content: string): RegExp | undefined {
  if (/^ {0,3}<!--/.test(content)) return /-->/;
  if (/^ {0,3}<\?/.test(content)) return /\?>/;
  const verbatim = /^ {0,3}<(script|pre|style|textarea)(?:[\s>]|$)/i.exec(content)?.[1];
  if (verbatim !== undefined) return new RegExp(`</${verbatim}>`, "i");
  return /^ {0,3}<(?:\/?[a-z][a-z0-9-]*(?:[\s/>]|$)|![a-z])/i.test(content) ? /^[ \t]*$/ : undefined;
}
