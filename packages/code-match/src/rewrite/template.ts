import { PatternCursor } from "../pattern/pattern-cursor.ts";
import { tokenRules } from "../pattern/token-rules.ts";

/** A stretch of a replacement: text as it is, or what a name stands for. */
export type TemplatePiece =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "name"; readonly name: string };

/** A replacement, read. */
export interface Template {
  readonly pieces: readonly TemplatePiece[];
  /** As it was written. */
  readonly text: string;
  /** The pattern, as it was written. */
  readonly pattern: string;
}

/** What a replacement must fit. */
interface TemplateContext {
  /** The pattern, its names, and its language. */
  readonly text: string;
  readonly names: readonly string[];
  readonly language: string;
  readonly sigil: string;
}

const NAME = /[A-Za-z0-9_]+/y;
const QUANTIFIER = /[*+?]?/y;

/** Reads a replacement. @throws PatternError for a name that the pattern lacks. */
export function readTemplate(replacement: string, context: TemplateContext): Template {
  const { sigil, names } = context;
  const { literals } = tokenRules(context.language);
  const cursor = new PatternCursor(replacement, sigil);
  const pieces: TemplatePiece[] = [];
  let text = "";
  // Within a string only known names count, and a sigil before anything else is the string's own.
  let stringEnd = 0;
  while (!cursor.done) {
    const { offset } = cursor;
    if (!cursor.at(sigil)) {
      if (offset >= stringEnd && cursor.takeMatch(literals) !== "") stringEnd = cursor.offset;
      cursor.offset = offset + 1;
      text += replacement[offset] as string;
      continue;
    }
    const inString = offset < stringEnd;
    if (cursor.takeSigil(sigil)) {
      text += inString ? sigil + sigil : sigil;
      continue;
    }
    const name = readName(cursor);
    if (name !== undefined && names.includes(name)) {
      if (text !== "") pieces.push({ type: "text", text });
      pieces.push({ type: "name", name });
      text = "";
      continue;
    }
    if (!inString) throw unknownName(cursor, offset, name, names);
    cursor.offset = offset + sigil.length;
    text += sigil;
  }
  if (text !== "") pieces.push({ type: "text", text });
  return { pieces, text: replacement, pattern: context.text };
}

/** Goes over `\NAME` or `\(NAME*\)`; undefined where neither stands. */
function readName(cursor: PatternCursor): string | undefined {
  const start = cursor.offset;
  cursor.offset += cursor.sigil.length;
  const bracketed = cursor.take("(");
  const name = cursor.takeMatch(NAME);
  if (bracketed) cursor.takeMatch(QUANTIFIER);
  if (name !== "" && (!bracketed || cursor.takeSigil(")"))) return name;
  cursor.offset = start;
  return undefined;
}

function unknownName(cursor: PatternCursor, offset: number, name: string | undefined, names: readonly string[]): Error {
  const { sigil } = cursor;
  const known = names.length === 0 ? "It has none." : `It has ${names.join(", ")}.`;
  return name === undefined || name === "_"
    ? cursor.error(
        "a replacement holds code and names only.",
        "TEMPLATE_NOT_A_NAME",
        `Write ${sigil}NAME, and give the pattern that name where it lacks it; a literal ${sigil} is ${sigil}${sigil}.`,
        offset,
      )
    : cursor.error(`the pattern has no name ${name}.`, "TEMPLATE_NAME_UNKNOWN", known, offset);
}
