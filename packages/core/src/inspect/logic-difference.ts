import type { LogicVersion } from "../function/logic-version.ts";
import type { LogicPart } from "../logic/logic-part.ts";
import { type ChangedLine, changedLines } from "./line-difference.ts";

/** Something that a function is made of, and that is not what it was. */
export interface LogicChange {
  readonly kind: "changed" | "added" | "removed";
  /** The function itself, a declaration that it refers to, or "version", "deps", "package", "reference". */
  readonly name: string;
  /** The module, as a path inside its package; "" where the change is in no module. */
  readonly file: string;
  /** Where it begins in the file, from 1; 0 where the change is in no module. */
  readonly line: number;
  /** The lines that differ. None where the text is not known: of "deps", or of a very long declaration. */
  readonly lines: readonly ChangedLine[];
}

/** What differs between two versions of a function. */
export function logicDifference(before: LogicVersion, after: LogicVersion): readonly LogicChange[] {
  const rest = new Map<string, LogicPart[]>();
  for (const part of before.parts) rest.set(nameOf(part), [...(rest.get(nameOf(part)) ?? []), part]);
  const unmatched = after.parts.filter((part) => {
    const same = rest.get(nameOf(part)) ?? [];
    const found = same.findIndex(({ hash }) => hash === part.hash);
    if (found >= 0) same.splice(found, 1);
    return found < 0;
  });
  const changes = unmatched.map((part): LogicChange => {
    const old = rest.get(nameOf(part))?.shift();
    return described(old === undefined ? "added" : "changed", part, linesBetween(old, part));
  });
  const gone = [...rest.values()].flat().map((part) => described("removed", part, linesBetween(part, undefined)));
  return [...changes, ...gone];
}

/** A word has no place: its kind is its name, and one of a kind may follow another. */
function nameOf({ file, name, text }: LogicPart): string {
  return name === "reference" ? `${name} ${text}` : `${file}#${name}`;
}

function described(
  kind: LogicChange["kind"],
  { file, line, name }: LogicPart,
  lines: readonly ChangedLine[],
): LogicChange {
  return { kind, name, file, line, lines };
}

function linesBetween(before: LogicPart | undefined, after: LogicPart | undefined): readonly ChangedLine[] {
  const sided = (part: LogicPart | undefined) => ({ text: part?.text ?? "", firstLine: part?.line ?? 0 });
  if (before !== undefined && after !== undefined) {
    return before.text === "" || after.text === "" ? [] : changedLines(sided(before), sided(after));
  }
  const kind = before === undefined ? "added" : "removed";
  const { firstLine, text } = sided(before ?? after);
  return text === "" ? [] : text.split("\n").map((line, index) => ({ kind, line: firstLine + index, text: line }));
}
