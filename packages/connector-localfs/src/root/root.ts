import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type ContextKey, useContext } from "@coco/connectorkit";
import { LocalfsError } from "../errors/localfs-error.ts";
import { identityOfFolder, identityOfKey } from "./root-identity.ts";

/**
 * Where files are looked for: a path (a relative one means the working directory), a `file:` URL, or the context key of
 * a folder, which is known across runs by the key's name.
 */
export type RootFolder = string | URL | ContextKey<string> | ContextKey<URL>;

/** A root folder as it was named in a call. */
export interface Root {
  /** Names the folder across runs; part of each file's memo key. */
  readonly identity: string;
  /** For messages, as the user wrote it. */
  readonly label: string;
  /** The name of the context key, where it was given as one. */
  readonly key: string | undefined;
  /** The absolute path. For a context key only inside a running component. */
  folder(): string;
}

/**
 * Reads a root folder as given to one of this package's functions.
 * @param ownModules - see `identityOfFolder`; taken here, while the caller is on the stack.
 */
export function rootOf(given: RootFolder, ownModules: readonly string[]): Root {
  if (typeof given === "string" || given instanceof URL) {
    const folder = absolute(given, "The root folder");
    return {
      identity: identityOfFolder(folder, [...ownModules, import.meta.url]),
      label: labelOf(given),
      key: undefined,
      folder: () => folder,
    };
  }
  if (!isContextKey(given)) throw unusable("The root folder", given);
  return {
    identity: identityOfKey(given.name),
    label: given.name,
    key: given.name,
    folder: () => folderOfKey(given.name, useContext<unknown>(given)),
  };
}

/** The absolute path of what is provided under the context key of a folder. */
export function folderOfKey(name: string, provided: unknown): string {
  return absolute(provided, `The value of the context key "${name}"`);
}

function isContextKey(given: unknown): given is ContextKey<unknown> {
  if (typeof given !== "object" || given === null) return false;
  const { name, detectChange } = given as Partial<ContextKey<unknown>>;
  return typeof name === "string" && typeof detectChange === "boolean";
}

function labelOf(given: string | URL): string {
  return typeof given === "string" ? given : fileURLToPath(given);
}

function absolute(given: unknown, what: string): string {
  if (given instanceof URL && given.protocol === "file:") return resolve(fileURLToPath(given));
  if (typeof given !== "string" || given === "" || given.includes("\0")) throw unusable(what, given);
  if (given.startsWith("file://")) throw unusable(what, given);
  return resolve(given);
}

function unusable(what: string, given: unknown): LocalfsError {
  const shown = typeof given === "string" ? JSON.stringify(given) : given instanceof URL ? given.href : String(given);
  return new LocalfsError(`${what} must be a path, a file: URL or a context key of one, not ${shown}.`, {
    code: "LOCALFS_OPTIONS",
    hint: 'A path is taken from the working directory; write `import.meta.dirname + "/docs"` for one beside your module, new URL("file:…") for a URL.',
  });
}
