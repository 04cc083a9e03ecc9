import { absent } from "../../target/absent.ts";
import { registerRootHandler, rootHandler } from "../../target/root-handlers.ts";
import type { Sink } from "../../target/sink.ts";
import type { AnyTargetHandler, Reconciliation } from "../../target/target-handler.ts";
import { formatKey } from "../../key/format-key.ts";
import type { StableKey } from "../../key/stable-key.ts";
import { trackingBytes } from "./tracking-bytes.ts";

export type Level = "attachment" | "container" | "row";

/** One action, as a sink got it. */
export interface SeenAction {
  readonly level: Level;
  /** As `coco show` prints it. */
  readonly key: string;
  readonly deletes: boolean;
}

/** One call of a sink. */
export interface SeenCall {
  readonly sink: string;
  readonly actions: readonly SeenAction[];
  failed?: unknown;
}

/** What happens to a call of a sink: nothing, or the process seems to die before or after it. */
export type CallFault = (call: SeenCall) => "after" | "before" | undefined;

/** Stands for the death of a process in the middle of a run: no sink can tell it from one. */
export class SeemingCrash extends Error {}

/**
 * Sees what passes between the engine and a connector: every call of a sink, with what it is to do. It stands in the
 * place of the connector's root handlers until `restore` is called.
 */
export class ObservedRoots {
  calls: SeenCall[] = [];
  /** The largest tracking record of a row, in bytes. */
  largestRowTracking = 0;
  /** Decides the fate of each call. */
  fault: CallFault | undefined;
  /** Told of each call when it has ended, also with an error. */
  onCall: ((call: SeenCall) => unknown) | undefined;
  /** Keep no list of calls; for very many rows. */
  forgetful = false;

  readonly #originals = new Map<string, AnyTargetHandler>();
  readonly #sinks = new WeakMap<object, Sink<unknown>>();
  readonly #actions = new WeakMap<object, SeenAction>();

  readonly #rowKey: (key: StableKey) => StableKey;

  /** `rowKey`: what of the key of a row is noted. Default: all of it. */
  constructor(roots: readonly string[], rowKey: (key: StableKey) => StableKey = (key) => key) {
    this.#rowKey = rowKey;
    for (const root of roots) {
      const original = rootHandler(root);
      if (original === undefined) {
        throw new Error(`No handler is registered under "${root}": name the connector's roots as it registers them.`);
      }
      this.#originals.set(root, original);
      registerRootHandler(root, this.#handler(original, undefined), undefined);
    }
  }

  restore(): void {
    for (const [root, original] of this.#originals) registerRootHandler(root, original, undefined);
  }

  /** Forgets what was seen. */
  clear(): void {
    this.calls = [];
  }

  /** All actions on one level, in order. */
  actions(level?: Level): SeenAction[] {
    return this.calls
      .flatMap(({ actions }) => actions)
      .filter((action) => level === undefined || action.level === level);
  }

  #handler(original: AnyTargetHandler, attached: "attachment" | undefined): AnyTargetHandler {
    const level: Level = attached ?? (original.child === undefined ? "row" : "container");
    const { child, attachments, uniqueValues } = original;
    return {
      reconcile: (key, desired, previous) => this.#answer(original.reconcile(key, desired, previous), level, key),
      ...(uniqueValues === undefined ? {} : { uniqueValues: (state) => uniqueValues.call(original, state) }),
      ...(child === undefined
        ? {}
        : { child: (key, state) => this.#handler(child.call(original, key, state), undefined) }),
      ...(attachments === undefined
        ? {}
        : {
            attachments: () =>
              Object.fromEntries(
                Object.entries(attachments.call(original)).map(([kind, one]) => [
                  kind,
                  this.#handler(one, "attachment"),
                ]),
              ),
          }),
    };
  }

  #answer(
    answer: Reconciliation<unknown, unknown> | undefined,
    level: Level,
    key: StableKey,
  ): Reconciliation<unknown, unknown> | undefined {
    if (answer === undefined) return undefined;
    if (level === "row" && answer.tracking !== absent) {
      this.largestRowTracking = Math.max(this.largestRowTracking, trackingBytes(answer.tracking));
    }
    if (answer.action === undefined) return answer;
    const { payload, sink } = answer.action;
    if (typeof payload === "object" && payload !== null) {
      this.#actions.set(payload, {
        level,
        key: formatKey(level === "row" ? this.#rowKey(key) : key),
        deletes: answer.tracking === absent,
      });
    }
    return { ...answer, action: { payload, sink: this.#sink(sink) } };
  }

  #sink(original: Sink<unknown>): Sink<unknown> {
    const known = this.#sinks.get(original);
    if (known !== undefined) return known;
    const { bytesOf, maxBatchCount, settle } = original;
    const seen: Sink<unknown> = {
      name: original.name,
      ...(maxBatchCount === undefined ? {} : { maxBatchCount }),
      ...(bytesOf === undefined ? {} : { bytesOf: (action) => bytesOf.call(original, action) }),
      ...(settle === undefined ? {} : { settle: (context) => settle.call(original, context) }),
      apply: (actions, context) => this.#apply(original, actions, context),
    };
    this.#sinks.set(original, seen);
    return seen;
  }

  async #apply(
    original: Sink<unknown>,
    actions: readonly unknown[],
    context: Parameters<Sink<unknown>["apply"]>[1],
  ): ReturnType<Sink<unknown>["apply"]> {
    const unknown: SeenAction = { level: "row", key: "?", deletes: false };
    const call: SeenCall = {
      sink: original.name,
      actions: actions.map((action) => this.#actions.get(action as object) ?? unknown),
    };
    if (!this.forgetful) this.calls.push(call);
    const fault = this.fault?.(call);
    try {
      if (fault === "before") throw new SeemingCrash("the process died before the sink was called");
      const answer = await original.apply(actions, context);
      call.failed = answer?.find((error) => error !== undefined);
      if (fault === "after") throw new SeemingCrash("the process died after the sink was called");
      return answer;
    } catch (error) {
      call.failed = error;
      throw error;
    } finally {
      await this.onCall?.(call);
    }
  }
}
