import { type ItemScan, type Source, sourceItems } from "@coco/connectorkit";
import type { File } from "../file/file.ts";
import { type Root, type RootFolder, rootOf } from "../root/root.ts";
import { FileScan } from "./file-scan.ts";
import { checkWalkOptions, type WalkOptions } from "./walk-options.ts";
import { type WalkPlan, walkPlan } from "./walk-plan.ts";

/** The files of a folder: for `mountEach`, keyed by relative path, or for a loop. Each use looks at the folder anew. */
export interface FileWalk extends Source<File>, AsyncIterable<File> {}

/**
 * The files beneath a folder.
 *
 * ```ts
 * await coco.mountEach(localfs.walk("./docs", { include: ["**\/*.md"] }), indexFile, table);
 * for await (const file of localfs.walk(DOCS)) console.log(file.path.relative, file.size);
 * ```
 *
 * @param root - a path (a relative one is taken from the working directory), a `file:` URL, or the context key of a folder.
 * @throws LocalfsError (`LOCALFS_OPTIONS`) for options that it does not take. Each use throws one when the root, or
 * anything in it that is not excluded, cannot be read: a list that is too short would delete.
 */
export function walk(root: RootFolder, options: WalkOptions = {}): FileWalk {
  checkWalkOptions(options);
  return new FolderWalk(rootOf(root, [import.meta.url]), walkPlan(options));
}

class FolderWalk implements FileWalk {
  readonly name: string;
  readonly #root: Root;
  readonly #plan: WalkPlan;

  constructor(root: Root, plan: WalkPlan) {
    this.name = `files of ${root.label}`;
    this.#root = root;
    this.#plan = plan;
  }

  [sourceItems](): ItemScan<File> {
    return new FileScan(this.#root, this.#root.folder(), this.#plan);
  }

  [Symbol.asyncIterator](): AsyncIterator<File> {
    return filesOf(this[sourceItems]());
  }
}

async function* filesOf(scan: ItemScan<File>): AsyncGenerator<File, void, undefined> {
  for await (const page of scan.pages(new AbortController().signal)) {
    for (const [, file] of page) yield file;
  }
}
