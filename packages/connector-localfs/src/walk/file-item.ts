import type { KeyedItem } from "@coco/connectorkit";
import type { File } from "../file/file.ts";
import { fileOf } from "../file/local-file.ts";
import { keyOfPath } from "./path-text.ts";
import type { FoundFile } from "./tree-walk.ts";

/** @param identity - of the root. */
export function fileItem(identity: string, found: FoundFile): KeyedItem<File> {
  return [keyOfPath(found.relative), fileOf(identity, found)];
}
