import { isPromise } from "../internal/chain.ts";
import type { MountScope } from "./begin-mount.ts";
import type { HandlingOutcome } from "./exception-handlers.ts";
import type { LeftToOthers } from "./left-to-others.ts";
import { awaitTurn, beginOrQueue } from "./mount.ts";
import { acceptHit, type ComponentRequest, executeComponent, failBeforehand, type Prepared } from "./run-component.ts";
import { ScanPace } from "./scan-pace.ts";
import type { SlotTurn } from "./slots.ts";

/** The components of one scan that have to run, or have to wait until it is known whether they must. */
export class ItemRuns {
  readonly #scope: MountScope;
  readonly #handsOver: LeftToOthers["handsOver"];
  readonly #pace: ScanPace;
  #open = 1;
  #thrown: HandlingOutcome | undefined;
  readonly #whenDone = Promise.withResolvers<HandlingOutcome | undefined>();

  constructor(scope: MountScope, handsOver: LeftToOthers["handsOver"]) {
    this.#scope = scope;
    this.#handsOver = handsOver;
    this.#pace = new ScanPace(scope);
  }

  /** A promise where the scan has to wait before it goes on. */
  pause(): Promise<void> | undefined {
    return this.#pace.pause();
  }

  /** Resolves when every component is done. */
  done(): Promise<HandlingOutcome | undefined> {
    return this.#whenDone.promise;
  }

  /** Lets the component go its way: at once where there is a slot. */
  start(request: ComponentRequest, prepared: Prepared | Promise<Prepared>): Promise<void> | undefined {
    const { component, run } = this.#scope;
    run.presence.note(request.key, "begun"); // the scan's progress alone would make it a hit
    component.children.begin();
    this.#pace.begins();
    this.#open += 1;
    const turn = this.#beginOrQueue(request.path.length);
    if (turn !== undefined) return this.#startInTurn(request, prepared, turn);
    void this.#runOrReport(request, prepared);
    return undefined;
  }

  #beginOrQueue(depth: number): SlotTurn | undefined {
    try {
      return beginOrQueue(this.#scope, depth);
    } catch (error) {
      this.#scope.component.children.end();
      throw error;
    }
  }

  async #startInTurn(request: ComponentRequest, prepared: Prepared | Promise<Prepared>, turn: SlotTurn): Promise<void> {
    try {
      await awaitTurn(this.#scope, turn);
    } catch (error) {
      this.#scope.component.children.end();
      throw error;
    }
    void this.#runOrReport(request, prepared);
  }

  async #runOrReport(request: ComponentRequest, preparing: Prepared | Promise<Prepared>): Promise<void> {
    const { component, run } = this.#scope;
    const { handlers, mounted, path } = request;
    try {
      await this.#runToEnd(request, preparing);
    } catch (error) {
      const outcome = await run.failures.report({
        error,
        path,
        mountedBy: component,
        functionName: mounted.name,
        kind: "mountEach",
        handlers,
        again: request,
      });
      if (!outcome.handled && outcome.anyHandler) this.#thrown ??= outcome;
    } finally {
      component.children.end();
      this.end();
    }
  }

  async #runToEnd(request: ComponentRequest, preparing: Prepared | Promise<Prepared>): Promise<void> {
    const { run } = request;
    let prepared: Prepared;
    try {
      prepared = isPromise(preparing) ? await preparing : preparing;
    } catch (error) {
      run.slots.end(request.path.length);
      failBeforehand(request, error);
      throw error;
    }
    if (prepared.judgement.hit && acceptHit(request, prepared) !== undefined) {
      run.presence.note(request.key, "hit");
      run.slots.end(request.path.length);
      return;
    }
    if (this.#handsOver?.(request)) {
      run.presence.note(request.key, "elsewhere");
      run.slots.end(request.path.length);
      return;
    }
    await executeComponent(request, prepared, true);
  }

  /** To be called once more when nothing is started any more. */
  end(): void {
    this.#open -= 1;
    if (this.#open === 0) this.#whenDone.resolve(this.#thrown);
  }
}
