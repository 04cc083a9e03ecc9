/** The lines that only one of two texts has, marked `-` and `+`; what is common to both ends is left out. */
export function differingLines(before: string, after: string): string[] {
  const old = before.split("\n");
  const fresh = after.split("\n");
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) end++;
  const inOld = old.slice(start, old.length - end);
  const inFresh = fresh.slice(start, fresh.length - end);
  const oldSet = new Set(inOld);
  const freshSet = new Set(inFresh);
  const changed = [
    ...inOld.filter((line) => !freshSet.has(line)).map((line) => `- ${line}`),
    ...inFresh.filter((line) => !oldSet.has(line)).map((line) => `+ ${line}`),
  ];
  return changed.length > 0 ? changed : ["  (the same lines in another order)"];
}
