import { type AnyTargetHandler, rootHandler, symbolName, type TargetPath } from "@coco/connectorkit";
import { decodeValue } from "../codec/index.ts";
import { readRecord } from "../component/record-codec.ts";
import { TargetStateError } from "../errors/target-state-error.ts";
import { byteText } from "../internal/byte-text.ts";
import type { AppState } from "../store/index.ts";
import { decodeTargetPath, encodeTargetPath, formatTargetPath, ownerHash } from "./target-path.ts";
import { findTracked, type Generation, rootGeneration } from "./tracked-state.ts";

/** The children of a container, as this run knows them. */
interface KnownProvider {
  readonly handler: AnyTargetHandler;
  readonly generation: Generation;
  /** `"tracked"`: not mounted in this run, known from what is stored. */
  readonly status: "submitted" | "tracked";
  /** Handlers of what stands beside the children, made once, so that their sinks are the same ones all through a run. */
  attachments: Readonly<Record<string, AnyTargetHandler>> | undefined;
}

/** A provider's path, taken apart once. */
interface Place {
  /** The path of the container: without the kind, where the provider is one of attachments. */
  readonly container: TargetPath;
  /** The container's encoded path. */
  readonly encoded: Uint8Array;
  /** The same as text. */
  readonly text: string;
  readonly attachmentKind: string | undefined;
}

/**
 * Finds the handler and the generation of any level of a target: from what was mounted in this run, else from what is
 * stored of its containers. No sink and no declaring code is needed.
 */
export class Providers {
  readonly #state: AppState;
  readonly #known = new Map<string, KnownProvider>();
  readonly #places = new Map<string, Place>();
  /** The same by the very bytes: a provider's path is encoded once and asked for with every declaration. */
  readonly #placesByBytes = new WeakMap<Uint8Array, Place>();
  /** Containers that were declared and are not submitted yet. */
  readonly #declared = new Set<string>();
  /** Containers that were submitted and whose handlers give none for children. */
  readonly #childless = new Set<string>();
  /** Rises whenever a generation becomes known or changes. */
  epoch = 0;

  constructor(state: AppState) {
    this.#state = state;
  }

  /** A container is declared; its children wait until it is submitted. */
  declared(path: Uint8Array): void {
    this.#declared.add(byteText(path));
  }

  /** A container exists as declared. `handler`: of its children; `undefined` where it has none. */
  submitted(path: Uint8Array, handler: AnyTargetHandler | undefined, generation: Generation): void {
    const text = byteText(path);
    this.#declared.delete(text);
    if (handler === undefined) {
      this.#childless.add(text);
      return;
    }
    this.#known.set(text, { handler, generation, status: "submitted", attachments: undefined });
    this.epoch += 1;
  }

  /** A container is not there any more. */
  forget(path: Uint8Array): void {
    if (this.#known.delete(byteText(path))) this.epoch += 1;
  }

  /** What children of `path` are declared against; an error when their container is not there yet. */
  usable(path: Uint8Array): void {
    const { container, encoded, text } = this.#place(path);
    if (container.length === 1) {
      this.#root(container);
      return;
    }
    if (this.#known.get(text)?.status === "submitted") return;
    const name = formatTargetPath(encoded);
    if (this.#childless.has(text)) {
      throw new TargetStateError(`Target ${name} contains nothing: its handler has no children.`, {
        code: "NO_CHILDREN",
        hint: "Declare it with declareTargetState; a container's handler has a method child(key, state).",
      });
    }
    throw this.#declared.has(text)
      ? new TargetStateError(`Target ${name} was declared and does not exist yet.`, {
          code: "TARGET_PENDING",
          hint: "Mount it (await mountTarget, or the connector's mountX) and use what that gives.",
        })
      : new TargetStateError(`Target ${name} was not mounted in this run.`, {
          code: "TARGET_NOT_MOUNTED",
          hint: "Mount it in the app's function and pass it on; a target from an earlier run cannot be used.",
        });
  }

  /** The path of a provider as text. */
  textOf(path: Uint8Array): string {
    const { attachmentKind, text } = this.#place(path);
    return attachmentKind === undefined ? text : byteText(path);
  }

  /** The generation of the children of `path`, if it is known in this run. */
  generationOf(path: Uint8Array): Generation | undefined {
    const { container, text } = this.#place(path);
    return container.length === 1 ? rootGeneration : this.#known.get(text)?.generation;
  }

  /** The handler of the children of `path`, if it can be had without the store. */
  handler(path: Uint8Array): AnyTargetHandler | undefined {
    const { attachmentKind, container, encoded, text } = this.#place(path);
    if (container.length === 1) return this.#root(container);
    const known = this.#known.get(text);
    if (known === undefined || attachmentKind === undefined) return known?.handler;
    known.attachments ??= known.handler.attachments?.() ?? {};
    const attachment = known.attachments[attachmentKind];
    if (attachment === undefined) {
      throw new TargetStateError(`${formatTargetPath(encoded)} has no attachments of kind "${attachmentKind}".`, {
        code: "NO_SUCH_ATTACHMENT",
        hint: "The connector's version may have changed: load one that knows this kind.",
      });
    }
    return attachment;
  }

  /**
   * Makes `handler(path)` and `generationOf(path)` answer, from what is stored if need be. False when the container is
   * not tracked any more: then its children are gone with it.
   */
  async resolve(path: Uint8Array): Promise<boolean> {
    const { container, encoded, text } = this.#place(path);
    if (container.length === 1) {
      this.#root(container);
      return true;
    }
    if (this.#known.has(text)) return true;
    const parent = encodeTargetPath(container.slice(0, -1) as unknown as TargetPath);
    if (!(await this.resolve(parent))) return false;
    const tracked = await this.#tracked(encoded);
    if (tracked === undefined) return false;
    const above = this.handler(parent);
    const handler = above?.child?.(container.at(-1) as never, { tracked: tracked.record });
    if (handler === undefined) return false;
    this.#known.set(text, { handler, generation: tracked.generation, status: "tracked", attachments: undefined });
    return true;
  }

  #place(path: Uint8Array): Place {
    let place = this.#placesByBytes.get(path);
    if (place === undefined) {
      place = this.#placeOf(path);
      this.#placesByBytes.set(path, place);
    }
    return place;
  }

  #placeOf(path: Uint8Array): Place {
    const text = byteText(path);
    let place = this.#places.get(text);
    if (place === undefined) {
      const decoded = decodeTargetPath(path);
      const last = decoded.at(-1);
      const attached = typeof last === "symbol";
      const container = attached ? (decoded.slice(0, -1) as unknown as TargetPath) : decoded;
      const encoded = attached ? encodeTargetPath(container) : path;
      place = {
        container,
        encoded,
        text: byteText(encoded),
        attachmentKind: attached ? (symbolName(last) ?? "") : undefined,
      };
      this.#places.set(text, place);
    }
    return place;
  }

  async #tracked(path: Uint8Array): Promise<{ record: unknown; generation: Generation } | undefined> {
    const [owner] = await this.#state.read("owner", [ownerHash(path)]);
    const [bytes] = owner === undefined ? [undefined] : await this.#state.read("component", [owner]);
    if (bytes === undefined) return undefined;
    const state = findTracked(readRecord(bytes)?.targets ?? [], path)?.state;
    const record = state?.possible.at(-1);
    if (state?.container === undefined || record === undefined) return undefined;
    return { record: decodeValue(record), generation: state.container };
  }

  #root(path: TargetPath): AnyTargetHandler {
    const handler = rootHandler(path[0]);
    if (handler !== undefined) return handler;
    throw new TargetStateError(`Nothing in this process handles targets of "${path[0]}".`, {
      code: "NO_TARGET_HANDLER",
      hint: "Import the connector package that wrote them; until then they stay as they are and are tried again.",
    });
  }
}
