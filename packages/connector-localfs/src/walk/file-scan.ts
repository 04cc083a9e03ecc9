import { setImmediate as turn } from "node:timers/promises";
import type { ItemScan, KeyedItem } from "@coco/connectorkit";
import type { File } from "../file/file.ts";
import { fileOf } from "../file/local-file.ts";
import { openRoot } from "../root/open-root.ts";
import type { Root } from "../root/root.ts";
import { readableText, systemPath } from "./path-text.ts";
import { type FoundFile, TreeWalk } from "./tree-walk.ts";
import type { WalkPlan } from "./walk-plan.ts";

const PAGE = 256;

/** The file system is asked synchronously, which is several times faster, in slices of at most about this many ms. */
const SLICE = 10;

/** One scan of the files beneath a root. */
export class FileScan implements ItemScan<File> {
  readonly ordered = true;
  readonly #root: Root;
  readonly #folder: string;
  readonly #plan: WalkPlan;

  /** @param folder - the root's absolute path, read when the scan was asked for: then a component is running. */
  constructor(root: Root, folder: string, plan: WalkPlan) {
    this.#root = root;
    this.#folder = folder;
    this.#plan = plan;
  }

  bytesOf(file: File): number {
    return file.size;
  }

  /** @throws LocalfsError when the root, or anything in it that is not excluded, cannot be read. */
  async *pages(signal: AbortSignal): AsyncGenerator<readonly KeyedItem<File>[], void, undefined> {
    signal.throwIfAborted();
    const root = openRoot(this.#folder);
    let page: KeyedItem<File>[] = [];
    let sliceEnd = performance.now() + SLICE;
    for (const found of new TreeWalk(root.prefix, this.#plan).files()) {
      if (found !== undefined) page.push(this.#item(found));
      if (page.length < PAGE && performance.now() < sliceEnd) continue;
      if (page.length >= PAGE) {
        yield page;
        page = [];
      }
      await turn();
      signal.throwIfAborted();
      sliceEnd = performance.now() + SLICE;
    }
    root.checkUnchanged();
    if (page.length > 0) yield page;
  }

  #item({ relative, location, stats, observedAt }: FoundFile): KeyedItem<File> {
    const key = relative.bytes ? new Uint8Array(Buffer.from(relative.text, "latin1")) : relative.text;
    const file = fileOf({
      root: this.#root.identity,
      relative: readableText(relative),
      key,
      location: systemPath(location),
      mtimeNs: stats.mtimeNs,
      size: Number(stats.size),
      observedAt,
    });
    return [key, file];
  }
}
