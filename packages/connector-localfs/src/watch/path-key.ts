import type { PathText } from "../walk/path-text.ts";

/** A path as the key of a map: one that is not UTF-8 never equals one that is. */
export function pathKey({ bytes, text }: PathText): string {
  return bytes ? `\0${text}` : text;
}

/** The folder that an entry lies in, with a slash behind; that of an entry of the root is empty. */
export function folderOf({ bytes, text }: PathText): PathText {
  const bare = text.endsWith("/") ? text.slice(0, -1) : text;
  return { text: bare.slice(0, bare.lastIndexOf("/") + 1), bytes };
}

export function nameOf({ text }: PathText): string {
  return text.slice(text.lastIndexOf("/") + 1);
}
