/** What of a store cannot be read, and what then happens. */
const ENTRIES = {
  component:
    "What is stored of a component cannot be read: it runs as if it were new. What it had written to targets and does not declare any more stays there, and has to be deleted by hand",
  gone: "What is stored of a component that is gone cannot be read: what it had written to targets stays there, and has to be deleted by hand",
  dependencies: "What some stored results depended on cannot be read: they are computed again",
  removal: "What is still to be deleted of a component cannot be read: it is found out anew",
  runs: "The list of past runs cannot be read: it begins anew",
  sequence: "How far the identifiers went cannot be read: new ones go on far above all that are in use",
  nobody: "It is lost whose some target states are: they are given back to the components that track them",
  foreign:
    "A target state that is to be deleted is noted as another component's: it is left as it is, and not followed any more",
} as const;

export type UnreadableKind = keyof typeof ENTRIES;

/** Told of what cannot be read, with the component or target state that it was of. */
export type NoteUnreadable = (kind: UnreadableKind, path?: string) => void;

/** The line to log for an entry: once for each kind, with the first one that was met. */
export function unreadableLine(kind: UnreadableKind, path: string | undefined): string {
  const first = path === undefined ? "" : ` (the first one: ${path})`;
  return `${ENTRIES[kind]}${first}. The store is damaged, or another version of coco wrote this.`;
}
