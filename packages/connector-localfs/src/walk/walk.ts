import { type ItemScan, type LiveMapSubscriber, type LiveMapView, type Source, sourceItems } from "@coco/connectorkit";
import type { File } from "../file/file.ts";
import { type Root, type RootFolder, rootOf } from "../root/root.ts";
import { TreeWatch } from "../watch/tree-watch.ts";
import { FileScan } from "./file-scan.ts";
import type { ScanObserver } from "./scan-observer.ts";
import { checkWalkOptions, type WalkOptions } from "./walk-options.ts";
import { type WalkPlan, walkPlan } from "./walk-plan.ts";

/** The files of a folder: for `mountEach`, keyed by relative path, or for a loop. Each use looks at the folder anew. */
export interface FileWalk extends Source<File>, AsyncIterable<File> {}

/** The same, followed by a live update: files that are made, changed, moved or removed meanwhile. */
export interface LiveFileWalk extends LiveMapView<File>, AsyncIterable<File> {}

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
export function walk(root: RootFolder, options: WalkOptions & { readonly live: true }): LiveFileWalk;
export function walk(root: RootFolder, options?: WalkOptions): FileWalk;
export function walk(root: RootFolder, options: WalkOptions = {}): FileWalk {
  checkWalkOptions(options);
  const place = rootOf(root, [import.meta.url]);
  const plan = walkPlan(options);
  return options.live === true ? new LiveFolderWalk(place, plan) : new FolderWalk(place, plan);
}

class FolderWalk implements FileWalk {
  readonly name: string;
  protected readonly root: Root;
  protected readonly plan: WalkPlan;
  protected readonly observers: Set<ScanObserver> = new Set();
  /** Where it lay last: a scan in a live update may be outside of the component that provides it. */
  #folder: string | undefined;

  constructor(root: Root, plan: WalkPlan) {
    this.name = `files of ${root.label}`;
    this.root = root;
    this.plan = plan;
  }

  [sourceItems](): ItemScan<File> {
    return new FileScan(this.root, this.#folderNow(), this.plan, this.observers);
  }

  [Symbol.asyncIterator](): AsyncIterator<File> {
    return filesOf(this[sourceItems]());
  }

  #folderNow(): string {
    try {
      return (this.#folder = this.root.folder());
    } catch (error) {
      if (this.#folder === undefined) throw error;
      return this.#folder;
    }
  }
}

class LiveFolderWalk extends FolderWalk implements LiveFileWalk {
  async watch(subscriber: LiveMapSubscriber<File>, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const watch = new TreeWatch({ root: this.root, plan: this.plan, subscriber, signal });
    this.observers.add(watch);
    try {
      await watch.run();
    } finally {
      this.observers.delete(watch);
    }
  }
}

async function* filesOf(scan: ItemScan<File>): AsyncGenerator<File, void, undefined> {
  for await (const page of scan.pages(new AbortController().signal)) {
    for (const [, file] of page) yield file;
  }
}
