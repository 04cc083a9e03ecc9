import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { app, type App } from "../app/app.ts";
import type { UpdateReport } from "../app/update-report.ts";
import { environment } from "../environment/default-environment.ts";
import type { Environment, Lifespan } from "../environment/environment.ts";
import { type CommitWatcher, watchCommits } from "./watched-store.ts";

/** An app whose function a test replaces from run to run, over a store of its own. */
export class TestApp {
  readonly folder: string;
  readonly storePath: string;
  readonly log: string[] = [];

  constructor(folder: string = mkdtempSync(path.join(tmpdir(), "coco-test-"))) {
    this.folder = folder;
    this.storePath = path.join(folder, "state.db");
  }

  /** Runs `main` as the app's function, in an environment as a new process would have it. */
  async run(main: () => unknown, options: RunOptions = {}): Promise<UpdateReport> {
    return this.define(main, options).update({
      failures: "report",
      ...(options.fullReprocess === undefined ? {} : { fullReprocess: options.fullReprocess }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  }

  /** The same, for runs in which nothing may fail: expectations inside of `main` count. */
  async succeed(main: () => unknown, options: RunOptions = {}): Promise<UpdateReport> {
    const report = await this.run(main, options);
    if (report.failures.length > 0) throw report.failures[0]?.error;
    return report;
  }

  async drop(options: RunOptions = {}): Promise<UpdateReport> {
    return this.define(() => undefined, options).drop();
  }

  define(main: () => unknown, options: RunOptions = {}): App<object, unknown> {
    return app({ name: "Test", environment: this.environment(options) }, main);
  }

  environment(options: RunOptions = {}): Environment {
    const name = "test";
    const made = environment(
      {
        name,
        storePath: this.storePath,
        log: (line) => void this.log.push(line),
        ...(options.maxInFlight === undefined ? {} : { maxInFlight: options.maxInFlight }),
      },
      options.lifespan,
    );
    if (options.onCommit !== undefined) watchCommits(made, options.onCommit);
    return made;
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface RunOptions {
  readonly lifespan?: Lifespan;
  readonly fullReprocess?: boolean;
  readonly maxInFlight?: number;
  readonly signal?: AbortSignal;
  /** Told of every transaction before it is written. */
  readonly onCommit?: CommitWatcher;
}
