/** A line that one of two texts has and the other has not. */
export interface ChangedLine {
  readonly kind: "added" | "removed";
  /** Its number in the file that has it, from 1. */
  readonly line: number;
  readonly text: string;
}

/** The most pairs of lines that are compared: above that the whole middle counts as replaced. */
const MOST_PAIRS = 1_000_000;

/** The lines in which two texts differ; `firstLine`: where each begins in its file. */
export function changedLines(
  before: { readonly text: string; readonly firstLine: number },
  after: { readonly text: string; readonly firstLine: number },
): readonly ChangedLine[] {
  const [old, now] = [before.text.split("\n"), after.text.split("\n")];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const removed = old.slice(start, old.length - end);
  const added = now.slice(start, now.length - end);
  return middle(removed, added).map(({ kind, index }) => ({
    kind,
    line: (kind === "removed" ? before : after).firstLine + start + index,
    text: (kind === "removed" ? removed : added)[index] as string,
  }));
}

/** Which lines to take out and to put in, by the longest list of lines that both have. */
function middle(
  removed: readonly string[],
  added: readonly string[],
): readonly { readonly kind: ChangedLine["kind"]; readonly index: number }[] {
  const all = (kind: ChangedLine["kind"], lines: readonly string[]) => lines.map((_, index) => ({ kind, index }));
  if (removed.length * added.length > MOST_PAIRS) return [...all("removed", removed), ...all("added", added)];
  const width = added.length + 1;
  const common = new Uint32Array((removed.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] as number;
  for (let i = removed.length - 1; i >= 0; i--) {
    for (let j = added.length - 1; j >= 0; j--) {
      common[i * width + j] = removed[i] === added[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const changes: { kind: ChangedLine["kind"]; index: number }[] = [];
  let [i, j] = [0, 0];
  while (i < removed.length || j < added.length) {
    if (i < removed.length && j < added.length && removed[i] === added[j]) [i, j] = [i + 1, j + 1];
    else if (i < removed.length && (j === added.length || at(i + 1, j) >= at(i, j + 1)))
      changes.push({ kind: "removed", index: i++ });
    else changes.push({ kind: "added", index: j++ });
  }
  return changes;
}
