import type { CodeMatch } from "../result/code-match.ts";
import type { TemplatePiece } from "./template.ts";

/** A stretch of what replaces a match: new text, or a stretch of the source. */
export type Part =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "capture"; readonly start: number; readonly end: number };

const ENDS_WITH_COMMA = /,\s*$/;
const BEGINS_WITH_COMMA = /^\s*,/;
/** Where a list begins or ends, so that no separator may stand there. */
const ENDS_WITH_OPENER = /(?:^|[([{<])\s*$/;
const BEGINS_WITH_CLOSER = /^\s*(?:$|[)\]}>])/;

/** Puts what names stand for into a template. What took nothing goes together with the comma beside it. */
export function resolvePieces(pieces: readonly TemplatePiece[], { captures, tree }: CodeMatch): Part[] {
  const parts: Part[] = [];
  const rest = pieces.map((piece) => (piece.type === "text" ? { ...piece } : piece));
  for (const [at, piece] of rest.entries()) {
    const next = rest[at + 1];
    const following = next?.type === "text" ? next : undefined;
    if (piece.type === "text") {
      if (piece.text !== "") parts.push(piece);
      continue;
    }
    const capture = captures[piece.name];
    if (capture === undefined || capture.start === capture.end) {
      dropComma(parts, following, next === undefined);
      continue;
    }
    const { start } = capture;
    let { end } = capture;
    if (BEGINS_WITH_COMMA.test(following?.text ?? "")) {
      const kept = tree.source.slice(start, end).replace(ENDS_WITH_COMMA, "");
      if (kept !== "") end = start + kept.length;
    }
    parts.push({ type: "capture", start, end });
  }
  return parts;
}

/** Takes away the comma that would stand beside nothing: the one before, else the one behind. */
function dropComma(parts: Part[], following: { text: string } | undefined, atEnd: boolean): void {
  const before = parts.at(-1);
  const textBefore = before === undefined ? "" : before.type === "text" ? before.text : "x";
  const textBehind = following?.text ?? (atEnd ? "" : "x");
  if (before?.type === "text" && ENDS_WITH_COMMA.test(textBefore)) {
    if (!BEGINS_WITH_CLOSER.test(textBehind) && !BEGINS_WITH_COMMA.test(textBehind)) return;
    parts.pop();
    const text = textBefore.replace(ENDS_WITH_COMMA, "");
    if (text !== "") parts.push({ type: "text", text });
  } else if (following !== undefined && ENDS_WITH_OPENER.test(textBefore)) {
    following.text = textBehind.replace(/^\s*,\s*/, "");
  }
}
