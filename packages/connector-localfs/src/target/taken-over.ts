const takers = new Map<string, string>();

/**
 * Takes note of a file that was taken over because `onExisting` said so. If it was one of ours, declared in another way
 * (alone, beneath another root), that other declaration ends with this run: it may not remove the file any more.
 */
export function noteTakenOver(path: string, taker: string): void {
  takers.set(path, taker);
}

/** Whether a file that `owner` would remove belongs to another declaration by now. */
export function isTakenFrom(path: string, owner: string): boolean {
  const taker = takers.get(path);
  if (taker === owner) takers.delete(path);
  return taker !== undefined && taker !== owner;
}
