import type { KeyedItem } from "@coco/connectorkit";
import type { File } from "../file/file.ts";
import { fileOf } from "../file/local-file.ts";
import { type PathText, readableText, systemPath } from "./path-text.ts";
import type { FoundFile } from "./tree-walk.ts";

/** The key of a file: its path from the root; as bytes where it is not UTF-8. */
export function keyOfPath(relative: PathText): string | Uint8Array {
  return relative.bytes ? new Uint8Array(Buffer.from(relative.text, "latin1")) : relative.text;
}

/** @param identity - of the root. */
export function fileItem(identity: string, { location, observedAt, relative, stats }: FoundFile): KeyedItem<File> {
  const key = keyOfPath(relative);
  const file = fileOf({
    root: identity,
    relative: readableText(relative),
    key,
    location: systemPath(location),
    mtimeNs: stats.mtimeNs,
    size: Number(stats.size),
    observedAt,
  });
  return [key, file];
}
