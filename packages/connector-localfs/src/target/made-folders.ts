const made = new Set<string>();

/** Takes note of a folder that this process made: one that is empty for a moment is not taken for the user's. */
export function noteMade(folder: string): void {
  made.add(folder);
}

export function noteRemoved(folder: string): void {
  made.delete(folder);
}

export function wasMadeHere(folder: string): boolean {
  return made.has(folder);
}

/** As a new process would know it: for tests of several runs. */
export function forgetMade(): void {
  made.clear();
}
