import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { app, type ContextKey, contextKey, environment, mountEach, subpath, type UpdateReport } from "@coco/core";
import { forgetMade } from "../target/made-folders.ts";

/** The folder that tests write into: `out` beside the state store. */
export const OUT: ContextKey<string> = contextKey<string>("out");

/** Where an app keeps its store and its target. */
export interface TestPlace {
  readonly root: string;
  at(path: string): string;
}

/** An app whose function a test replaces from run to run, over a store and a target folder of its own. */
export class TargetApp {
  readonly tree: TestPlace;
  /** What was said besides failures. */
  readonly log: string[] = [];
  /** What the context key stands for, from the tree. */
  outName = "out";
  readonly #name: string;

  constructor(tree: TestPlace, name = "Test") {
    this.tree = tree;
    this.#name = name;
  }

  get out(): string {
    return this.tree.at(this.outName);
  }

  async run(main: () => unknown, options: { fullReprocess?: boolean } = {}): Promise<UpdateReport> {
    return this.#app(main).update({ failures: "report", ...options });
  }

  /** The same, for runs in which nothing may fail. */
  async succeed(main: () => unknown, options: { fullReprocess?: boolean } = {}): Promise<UpdateReport> {
    const report = await this.run(main, options);
    if (report.failures.length > 0) throw report.failures[0]?.error;
    return report;
  }

  /** The codes of what failed, in order. */
  async failures(main: () => unknown, options: { fullReprocess?: boolean } = {}): Promise<unknown[]> {
    const { failures } = await this.run(main, options);
    return failures.map(({ error }) => (error as { code?: unknown }).code ?? error);
  }

  async drop(): Promise<UpdateReport> {
    return this.#app(() => undefined).drop();
  }

  preview(main: () => unknown): Promise<unknown> {
    return this.#app(main).preview();
  }

  #app(main: () => unknown) {
    forgetMade();
    const place = environment(
      { name: "test", storePath: this.tree.at(`${this.#name}.db`), log: (line) => void this.log.push(line) },
      (env) => env.provide(OUT, this.out),
    );
    return app({ name: this.#name, environment: place }, main);
  }

  /** What the target folder holds: contents of files by path, "folder" for an empty one, "-> …" for a link. */
  content(folder: string = this.out): Record<string, string> {
    const found: Record<string, string> = {};
    if (!existsSync(folder)) return found;
    const walk = (below: string): void => {
      const names = readdirSync(join(folder, below)).sort();
      if (names.length === 0 && below !== "") found[below] = "folder";
      for (const name of names) {
        const path = below === "" ? name : `${below}/${name}`;
        const stats = lstatSync(join(folder, path));
        if (stats.isSymbolicLink()) found[path] = `-> ${readlinkSync(join(folder, path))}`;
        else if (stats.isDirectory()) walk(path);
        else found[path] = readFileSync(join(folder, path), "utf8");
      }
    };
    walk("");
    return found;
  }
}

/** A component for each of the given items, of which some may fail alone. */
export function eachOf<V>(
  items: Readonly<Record<string, V>>,
  body: (value: V, name: string) => unknown,
): Promise<unknown> {
  const entries = Object.entries(items).map(([name, value]) => [name, [name, value]] as [string, [string, V]]);
  return mountEach(subpath("each"), entries, ([name, value]) => body(value, name));
}
