/** The code of a system error (`ENOENT`, `EACCES`, …), if `error` is one. */
export function systemCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === "string" ? code : undefined;
}

/** A system error in words, with its code: what a person and a search engine both understand. */
export function systemReason(error: unknown): string {
  const code = systemCode(error);
  if (code === undefined) return String(error);
  const words = REASONS[code];
  return words === undefined ? code : `${words} (${code})`;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EBUSY: "something else is using it",
  EDQUOT: "the user's share of the disk is used up",
  EIO: "the device reported an error",
  ENOSPC: "no space is left on the disk",
  EROFS: "the file system is read-only",
  ELOOP: "symbolic links lead in a circle",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open",
  ENAMETOOLONG: "the path is too long for this system",
  ENOENT: "it does not exist",
  ENOTDIR: "a part of the path is not a folder",
  EISDIR: "it is a folder",
  ESTALE: "the network file system lost it",
};

/** What to do about a path that cannot be read. */
export function unreadableHint(error: unknown, how: string): string {
  switch (systemCode(error)) {
    case "EACCES":
    case "EPERM":
      return `Give the user that runs this process permission to read it, or ${how}.`;
    case "EMFILE":
    case "ENFILE":
      return "Raise the limit of open files (ulimit -n), or lower the number of components in flight.";
    default:
      return `Mend it, or ${how}.`;
  }
}
