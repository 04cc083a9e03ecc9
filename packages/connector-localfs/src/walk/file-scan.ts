import { setImmediate as turn } from "node:timers/promises";
import type { ItemScan, ItemVersion, KeyedItem } from "@coco/connectorkit";
import type { File } from "../file/file.ts";
import { versionOf } from "../file/local-file.ts";
import { openRoot } from "../root/open-root.ts";
import type { Root } from "../root/root.ts";
import { fileItem } from "./file-item.ts";
import type { ScanInProgress, ScanObserver } from "./scan-observer.ts";
import { TreeWalk } from "./tree-walk.ts";
import type { WalkPlan } from "./walk-plan.ts";

const PAGE = 256;

/** The file system is asked synchronously, which is several times faster, in slices of at most about this many ms. */
const SLICE = 10;
/** After so many entries it looks at the clock. */
const STEPS = 8;

/** One scan of the files beneath a root. */
export class FileScan implements ItemScan<File> {
  readonly ordered = true;
  readonly #root: Root;
  readonly #folder: string;
  readonly #plan: WalkPlan;
  readonly #observers: ReadonlySet<ScanObserver>;

  /** @param folder - the root's absolute path, read when the scan was asked for: then a component is running. */
  constructor(root: Root, folder: string, plan: WalkPlan, observers: ReadonlySet<ScanObserver> = new Set()) {
    this.#root = root;
    this.#folder = folder;
    this.#plan = plan;
    this.#observers = observers;
  }

  bytesOf(file: File): number {
    return file.size;
  }

  versionOf(file: File): ItemVersion | undefined {
    return versionOf(file);
  }

  /** @throws LocalfsError when the root, or anything in it that is not excluded, cannot be read. */
  async *pages(signal: AbortSignal): AsyncGenerator<readonly KeyedItem<File>[], void, undefined> {
    signal.throwIfAborted();
    const root = openRoot(this.#folder);
    const observed = [...this.#observers].map((observer) => observer.begin(this.#folder));
    const entering: ScanInProgress["entering"] | undefined =
      observed.length === 0
        ? undefined
        : (absolute, relative) => observed.forEach((one) => one.entering(absolute, relative));
    let page: KeyedItem<File>[] = [];
    let sliceEnd = performance.now() + SLICE;
    let step = 0;
    for (const found of new TreeWalk(root.prefix, this.#plan, entering).files()) {
      if (found !== undefined) page.push(fileItem(this.#root.identity, found));
      step += 1;
      if (page.length < PAGE && (step % STEPS !== 0 || performance.now() < sliceEnd)) continue;
      if (page.length >= PAGE) {
        yield page;
        page = [];
      }
      await turn();
      signal.throwIfAborted();
      sliceEnd = performance.now() + SLICE;
    }
    root.checkUnchanged();
    for (const one of observed) one.complete();
    if (page.length > 0) yield page;
  }
}
