import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { fn } from "../../function/fn.ts";
import { type KeyedItem, type Source, sourceItems } from "../../source/items.ts";
import { declareTargetState } from "../../target/target-provider.ts";
import type { ContractApp, ContractEngine, ContractReport } from "../contract-engine.ts";
import { mirrorBecomes, mirrorOf, mirrors } from "./mirror-target.ts";
import type { SourceHarness, SourceSystem } from "./source-harness.ts";

/** What the function of the app does beside its work; set for one run. */
let present: SourceBench | undefined;

const indexItem = fn({ memo: true, name: "contract.indexItem", deps: {} }, async (item: unknown): Promise<void> => {
  await present?.index(item);
});

/** One scenario's system, and an app that mirrors its source. */
export class SourceBench {
  readonly harness: SourceHarness;
  readonly system: SourceSystem;
  readonly engine: ContractEngine;
  /** The ids of items whose function ran in the last run, sorted. */
  ran: string[] = [];
  /** Called before an item is read. */
  beforeRead: ((id: string) => unknown) | undefined;
  /** Called after it was read. */
  afterRead: ((id: string) => unknown) | undefined;
  readonly #folder: string = mkdtempSync(path.join(tmpdir(), "coco-contract-"));

  constructor(engine: ContractEngine, harness: SourceHarness, system: SourceSystem) {
    this.engine = engine;
    this.harness = harness;
    this.system = system;
  }

  async close(): Promise<void> {
    await this.system.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async putAll(texts: Readonly<Record<string, string>>): Promise<void> {
    for (const [id, text] of Object.entries(texts)) await this.system.put(id, text);
  }

  /** Brings the mirror up to date; failures are in the report. */
  async run(): Promise<ContractReport> {
    this.ran = [];
    present = this;
    const report = await this.#app(async () => {
      await this.engine.mountEach(this.system.open({ live: false }), indexItem);
    }).update({ failures: "report" });
    this.ran.sort();
    return report;
  }

  /**
   * Keeps the mirror up to date while `work` goes on; `holds` waits until it holds what is said. A run that ends by itself is
   * an error, and the time of the test is the limit.
   */
  async live(
    work: (holds: (texts: Readonly<Record<string, string>>) => Promise<void>) => Promise<void>,
  ): Promise<void> {
    present = this;
    const stop = new AbortController();
    const app = this.#app(async () => {
      await this.engine.mountEach(this.system.open({ live: true }), indexItem);
    });
    const ended = Promise.resolve(app.update({ failures: "report", live: true, signal: stop.signal }));
    const notEarly = async (): Promise<void> => {
      const { failures } = await ended;
      if (!stop.signal.aborted) throw failures[0]?.error ?? new Error("the live update ended by itself");
    };
    const holds = (texts: Readonly<Record<string, string>>): Promise<void> =>
      mirrorBecomes(this.#folder, (content) => isDeepStrictEqual(Object.fromEntries(content), texts));
    try {
      await Promise.race([work(holds), notEarly()]);
    } finally {
      stop.abort();
      await ended;
    }
  }

  /** The same, for runs in which nothing may fail. */
  async succeed(): Promise<void> {
    const { failures } = await this.run();
    if (failures.length > 0) throw failures[0]?.error;
  }

  /** Runs, and checks what was read and what the mirror then holds. */
  async expectRun(ran: readonly string[], texts: Readonly<Record<string, string>>): Promise<void> {
    await this.succeed();
    assert.deepEqual(this.ran, [...ran].sort(), "items whose function ran");
    this.expectMirror(texts);
  }

  expectMirror(texts: Readonly<Record<string, string>>): void {
    assert.deepEqual(Object.fromEntries(mirrorOf(this.#folder)), texts);
  }

  /** All pages of one scan, in a running component, where sources may look at context. */
  async pages(): Promise<{ readonly ordered: boolean; readonly pages: readonly (readonly KeyedItem<unknown>[])[] }> {
    return this.inside(async (source) => {
      const scan = source[sourceItems]();
      const pages: (readonly KeyedItem<unknown>[])[] = [];
      for await (const page of scan.pages(new AbortController().signal)) pages.push(page);
      return { ordered: scan.ordered, pages };
    });
  }

  /** Does something with the source in a running component. */
  async inside<T>(work: (source: Source<unknown>) => Promise<T>, live = false): Promise<T> {
    let answer: { readonly value: T } | undefined;
    const { failures } = await this.#app(async () => {
      answer = { value: await work(this.system.open({ live })) };
    }, "Look").update({ failures: "report" });
    if (failures.length > 0) throw failures[0]?.error;
    return (answer as { readonly value: T }).value;
  }

  async index(item: unknown): Promise<void> {
    const id = this.system.idOf(item);
    this.ran.push(id);
    await this.beforeRead?.(id);
    const text = await this.system.read(item);
    await this.afterRead?.(id);
    declareTargetState(mirrors.state([this.#folder, id], text));
  }

  #app(main: () => unknown, name = "Contract"): ContractApp {
    const environment = this.engine.environment(
      { name: "contract", storePath: path.join(this.#folder, "state.db"), log: () => undefined, maxInFlight: 64 },
      (builder) => this.system.provide(builder),
    );
    return this.engine.app({ name, environment: environment as never }, main);
  }
}
