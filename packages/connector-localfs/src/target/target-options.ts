import { LocalfsError } from "../errors/localfs-error.ts";

/** What to do about a file that stands at a declared path and was not written by this app. */
export type OnExisting = "adopt" | "error" | "replace";

export interface FileOptions {
  /** Permission bits, `0o755` for a script. Default: those of the file that is replaced, else the process's default. */
  readonly mode?: number;
  /**
   * For a file at that path that this app did not write: `"error"` (default), `"adopt"` it (it is the app's from then on, and
   * is written only if its content is another), or `"replace"` it.
   */
  readonly onExisting?: OnExisting;
}

export interface DirectoryOptions extends FileOptions {
  /**
   * `"system"` (default): the folder is made if it is missing, and removed when it is not declared any more and nothing is
   * left in it; a mounted one that was there before stays. `"user"`: it must be there, and stays.
   */
  readonly managedBy?: "system" | "user";
}

const choices: Readonly<Record<string, readonly string[]>> = {
  onExisting: ["error", "adopt", "replace"],
  managedBy: ["system", "user"],
};

/** @throws LocalfsError (`LOCALFS_OPTIONS`) for an option that is not among `known`, or a value that it does not take. */
export function checkTargetOptions(what: string, options: object, known: readonly string[]): void {
  for (const [name, value] of Object.entries(options) as [string, unknown][]) {
    const allowed = choices[name];
    const fits = !known.includes(name)
      ? false
      : value === undefined || (allowed === undefined ? isMode(value) : allowed.includes(value as string));
    if (fits) continue;
    throw new LocalfsError(`${what} does not take the option ${name}: ${JSON.stringify(value) ?? String(value)}.`, {
      code: "LOCALFS_OPTIONS",
      hint: `It takes ${known.map(describeOption).join("; ")}.`,
    });
  }
}

function isMode(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0o777;
}

function describeOption(name: string): string {
  const values = choices[name];
  return values === undefined
    ? `${name}: permission bits from 0 to 0o777`
    : `${name}: ${values.map((value) => JSON.stringify(value)).join(" | ")}`;
}
