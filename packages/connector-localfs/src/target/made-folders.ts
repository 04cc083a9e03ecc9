const made = new Set<string>();
const durable = new Set<string>();

/** Takes note of a folder that this process made: one that is empty for a moment is not taken for the user's. */
export function noteMade(folder: string): void {
  made.add(folder);
}

export function noteRemoved(folder: string): void {
  made.delete(folder);
  durable.delete(folder);
}

/**
 * Whether the entry of a folder is to be made durable before anything in it counts as written: a process that was killed may
 * have made it, and not have come to that. True once.
 */
export function isDoubtful(folder: string): boolean {
  if (durable.has(folder)) return false;
  durable.add(folder);
  return true;
}

export function wasMadeHere(folder: string): boolean {
  return made.has(folder);
}

/** As a new process would know it: for tests of several runs. */
export function forgetMade(): void {
  made.clear();
  durable.clear();
}
