import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ContextKey } from "@coco/connectorkit";
import { onTestFinished } from "vitest";
import { app, type App, environment, mountEach, subpath, type UpdateOptions, type UpdateReport } from "../index.ts";

/** What a test of a connector may want of a run. */
export type ProvidedRunOptions = Pick<UpdateOptions<object>, "fullReprocess" | "signal" | "sinkTimeout">;

/**
 * An app whose function a test replaces from run to run, over a store of its own, and with one thing provided: the connection
 * that targets are written through.
 */
export class ProvidedApp<Value> {
  /** What is provided to the next run. */
  provided: Value;
  /** What was said besides failures. */
  readonly log: string[] = [];
  readonly #key: ContextKey<Value>;
  readonly #name: string;
  readonly #folder: string = mkdtempSync(path.join(tmpdir(), "coco-app-"));

  constructor(key: ContextKey<Value>, provided: Value, name = "Test") {
    this.#key = key;
    this.provided = provided;
    this.#name = name;
    onTestFinished(() => rmSync(this.#folder, { recursive: true, force: true }));
  }

  async run(main: () => unknown, options: ProvidedRunOptions = {}): Promise<UpdateReport> {
    return this.define(main).update({ failures: "report", ...options });
  }

  /** The same, for runs in which nothing may fail. */
  async succeed(main: () => unknown, options: ProvidedRunOptions = {}): Promise<UpdateReport> {
    const report = await this.run(main, options);
    if (report.failures.length > 0) throw report.failures[0]?.error;
    return report;
  }

  /** What was written and deleted by a run in which nothing may fail, by sink. */
  async changes(main: () => unknown, options: ProvidedRunOptions = {}): Promise<Record<string, unknown>> {
    return { ...(await this.succeed(main, options)).stats.targets };
  }

  /** The errors of what failed, in order. */
  async failures(main: () => unknown, options: ProvidedRunOptions = {}): Promise<unknown[]> {
    return (await this.run(main, options)).failures.map(({ error }) => error);
  }

  async drop(): Promise<UpdateReport> {
    return this.define(() => undefined).drop();
  }

  define(main: () => unknown): App<object, unknown> {
    const storePath = path.join(this.#folder, `${this.#name}.db`);
    const place = environment({ name: "test", storePath, log: (line) => void this.log.push(line) }, (env) =>
      env.provide(this.#key, this.provided),
    );
    return app({ name: this.#name, environment: place }, main);
  }
}

/** A component for each of the given items, of which some may fail alone. */
export function eachOf<V>(items: readonly (readonly [string, V])[], body: (value: V) => unknown): Promise<unknown> {
  return mountEach(subpath("each"), items, body);
}
