import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CocoError } from "../../errors/coco-error.ts";
import type { AnyRecord } from "../../record/record.ts";
import type { ContractApp, ContractEngine, ContractPlan, ContractReport } from "../contract-engine.ts";
import { ObservedRoots, SeemingCrash } from "./observed-roots.ts";
import { plainSchema } from "./plain-schema.ts";
import { assertSameRows } from "./same-rows.ts";
import type { ContractRow, TargetHarness, TargetSystem } from "./target-harness.ts";

/** What a run declares of a container. Rows given as a list are declared by one component; else by those named. */
export interface ContainerPlan {
  /** Default: `id` and `text`. */
  readonly schema?: AnyRecord;
  readonly managedBy?: "system" | "user";
  readonly onExisting?: "adopt" | "error" | "replace";
  readonly rows?: readonly ContractRow[];
  readonly parts?: Readonly<Record<string, readonly ContractRow[]>>;
  /** Kinds of attachments and their variants. */
  readonly attachments?: Readonly<Record<string, number>>;
}

/** What a run declares, by the names of containers. */
export type ContractProgram = Readonly<Record<string, ContainerPlan>>;

/** One scenario's app and names, over the system of the suite. */
export class TargetBench {
  readonly harness: TargetHarness;
  readonly system: TargetSystem;
  readonly observed: ObservedRoots;
  readonly engine: ContractEngine;
  readonly #folder: string = mkdtempSync(path.join(tmpdir(), "coco-contract-"));
  readonly #scope: string;
  #stores = 0;

  /** `scope`: what the names of this scenario's containers begin with. */
  constructor(engine: ContractEngine, harness: TargetHarness, system: TargetSystem, scope: string) {
    this.engine = engine;
    this.harness = harness;
    this.system = system;
    this.#scope = scope;
    this.observed = new ObservedRoots(harness.roots, (key) => harness.rowKey?.(key) ?? key);
  }

  close(): void {
    this.observed.restore();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** A container name that no other scenario uses. */
  name(own = "notes"): string {
    return `${this.#scope}_${own}`;
  }

  /** From now on runs are those of an app that has never run: its store is empty. */
  loseStore(): void {
    this.#stores += 1;
  }

  /** Runs an app that declares this; failures are in the report. What sinks were asked is in `observed.calls`. */
  async run(program: ContractProgram, options: { readonly fullReprocess?: boolean } = {}): Promise<ContractReport> {
    this.observed.clear();
    return this.#app(() => this.declare(program)).update({ failures: "report", ...options });
  }

  /** The same, for runs in which nothing may fail. */
  async succeed(program: ContractProgram, options: { readonly fullReprocess?: boolean } = {}): Promise<void> {
    await this.succeedWith(() => this.declare(program), options);
  }

  /** Runs an app of a function of the scenario's own. */
  async succeedWith(
    main: () => unknown,
    { maxInFlight, ...options }: { readonly fullReprocess?: boolean; readonly maxInFlight?: number } = {},
  ): Promise<void> {
    this.observed.clear();
    const report = await this.#app(main, maxInFlight).update({ failures: "report", ...options });
    if (report.failures.length > 0) throw report.failures[0]?.error;
  }

  /** Runs an app whose process seems to die at the calls that `fault` says. */
  async crash(program: ContractProgram, fault: NonNullable<ObservedRoots["fault"]>): Promise<void> {
    this.observed.fault = fault;
    const { failures } = await this.run(program);
    this.observed.fault = undefined;
    assert.ok(failures.length > 0, "the process was to die in this run, and no sink was called");
    for (const { error } of failures) {
      if (rootCause(error) instanceof SeemingCrash) continue;
      throw error;
    }
  }

  async preview(program: ContractProgram): Promise<ContractPlan> {
    this.observed.clear();
    return this.#app(() => this.declare(program)).preview();
  }

  /** Deletes all that the app wrote; the code that declared it is gone. */
  async drop(): Promise<void> {
    this.observed.clear();
    const gone = (): never => {
      throw new Error("the declaring code is gone");
    };
    const { failures } = await this.#app(gone).drop();
    if (failures.length > 0) throw failures[0]?.error;
  }

  /** Runs, and expects that this fails with an error for people: what happened, a code, and what to do. */
  async expectFailure(program: ContractProgram): Promise<CocoError> {
    const { failures } = await this.run(program);
    assert.ok(failures.length > 0, "the run was to fail");
    const error = failures[0]?.error;
    assert.ok(CocoError.isInstance(error), `no CocoError: ${String(error)}`);
    assert.notEqual(error.code, "");
    return error;
  }

  /** Checks that a container holds exactly these rows; with `undefined`, that it does not exist. */
  async expectRows(name: string, rows: readonly ContractRow[] | undefined, schema?: AnyRecord): Promise<void> {
    const wanted = schema ?? plainSchema;
    const found = await this.system.list(name, wanted);
    if (rows === undefined || found === undefined) return assert.deepEqual(found, rows, `container ${name}`);
    await assertSameRows(wanted, found, rows);
  }

  /** Runs the program, checks the rows of its one container, and that the same program then writes nothing. */
  async settlesAs(name: string, plan: ContainerPlan): Promise<void> {
    await this.succeed({ [name]: plan });
    const rows = plan.rows ?? Object.values(plan.parts ?? {}).flat();
    await this.expectRows(name, rows, plan.schema);
    await this.succeed({ [name]: plan });
    this.expectNoWrites();
    await this.expectRows(name, rows, plan.schema);
  }

  expectNoWrites(): void {
    const said = this.observed.calls.map(({ sink, actions }) => `${sink}: ${actions.map(({ key }) => key).join(" ")}`);
    assert.deepEqual(said, [], "nothing was to be written");
  }

  /** Mounts and declares what a program says; to be called in a component. */
  async declare(program: ContractProgram): Promise<void> {
    const { mount, subpath } = this.engine;
    for (const [name, plan] of Object.entries(program)) {
      await mount(subpath("container", name), async () => {
        const container = await this.system.mount(name, {
          schema: plan.schema ?? plainSchema,
          ...(plan.managedBy === undefined ? {} : { managedBy: plan.managedBy }),
          ...(plan.onExisting === undefined ? {} : { onExisting: plan.onExisting }),
        });
        for (const [kind, variant] of Object.entries(plan.attachments ?? {})) {
          if (container.declareAttachment === undefined) throw new Error("the harness declares no attachments");
          await container.declareAttachment(kind, variant);
        }
        const parts = plan.parts ?? { all: plan.rows ?? [] };
        for (const [part, rows] of Object.entries(parts)) {
          await mount(subpath("part", part), async () => {
            for (const row of rows) await container.declareRow(row);
          });
        }
      });
    }
  }

  #app(main: () => unknown, maxInFlight = 64): ContractApp {
    const environment = this.engine.environment(
      {
        name: "contract",
        storePath: path.join(this.#folder, `${this.#stores}.db`),
        log: () => undefined,
        maxInFlight,
      },
      (builder) => this.system.provide(builder),
    );
    return this.engine.app({ name: "Contract", environment: environment as never }, main);
  }
}

function rootCause(error: unknown): unknown {
  let current = error;
  while (current instanceof Error && current.cause !== undefined && !(current instanceof SeemingCrash)) {
    current = current.cause;
  }
  return current;
}
