import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  app,
  type App,
  type ContextKey,
  contextKey,
  environment,
  mountEach,
  subpath,
  type UpdateOptions,
  type UpdateReport,
} from "@coco/core";
import { onTestFinished } from "vitest";
import type { FalkordbGraph } from "../client.ts";

/** The graph that tests write into. */
export const DB: ContextKey<FalkordbGraph> = contextKey<FalkordbGraph>("graph");

/** An app whose function a test replaces from run to run, over a store of its own. */
export class TestApp {
  readonly log: string[] = [];
  connection: FalkordbGraph;
  readonly #folder: string;
  readonly #name: string;

  constructor(connection: FalkordbGraph, name = "Test") {
    this.connection = connection;
    this.#name = name;
    this.#folder = mkdtempSync(path.join(tmpdir(), "coco-falkordb-test-"));
    onTestFinished(() => rmSync(this.#folder, { recursive: true, force: true }));
  }

  async run(main: () => unknown, options: Options = {}): Promise<UpdateReport> {
    return this.define(main).update({ failures: "report", ...options });
  }

  /** The same, for runs in which nothing may fail. */
  async succeed(main: () => unknown, options: Options = {}): Promise<UpdateReport> {
    const report = await this.run(main, options);
    if (report.failures.length > 0) throw report.failures[0]?.error;
    return report;
  }

  /** What was written and deleted by a run in which nothing may fail, by sink. */
  async changes(main: () => unknown, options: Options = {}): Promise<Record<string, unknown>> {
    return { ...(await this.succeed(main, options)).stats.targets };
  }

  /** The errors of what failed, in order. */
  async failures(main: () => unknown, options: Options = {}): Promise<unknown[]> {
    return (await this.run(main, options)).failures.map(({ error }) => error);
  }

  async drop(): Promise<UpdateReport> {
    return this.define(() => undefined).drop();
  }

  define(main: () => unknown): App<object, unknown> {
    const place = environment(
      {
        name: "test",
        storePath: path.join(this.#folder, `${this.#name}.db`),
        log: (line) => void this.log.push(line),
      },
      (env) => env.provide(DB, this.connection),
    );
    return app({ name: this.#name, environment: place }, main);
  }
}

type Options = Pick<UpdateOptions<object>, "fullReprocess" | "signal" | "sinkTimeout">;

/** A component for each of the given items, of which some may fail alone. */
export function eachOf<V>(items: readonly (readonly [string, V])[], body: (value: V) => unknown): Promise<unknown> {
  return mountEach(subpath("each"), items, body);
}
