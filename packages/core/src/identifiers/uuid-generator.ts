import { fingerprint, notMemoKeyable, Uuid } from "@coco/connectorkit";
import { requireComponent } from "../internal/scope.ts";

/**
 * Gives UUIDs that stay the same from run to run, and equal those of a run from scratch: a distinct one at each call,
 * derived from the app, the component's path, the dependency and its occurrence.
 */
export class UuidGenerator {
  readonly #deps: unknown;
  readonly #occurrences = new Map<string, number>();

  /** `deps` tells the generators of one component apart. */
  constructor(deps?: unknown) {
    this.#deps = deps;
  }

  async next(dependency?: unknown): Promise<Uuid> {
    const { component, run } = requireComponent("UuidGenerator.next()");
    const seed = fingerprint([run.appName, component.path, "next", this.#deps, dependency]);
    const text = Buffer.from(seed).toString("hex");
    const occurrence = this.#occurrences.get(text) ?? 0;
    this.#occurrences.set(text, occurrence + 1);
    return uuidFrom(fingerprint([seed, occurrence]));
  }
}
notMemoKeyable(UuidGenerator);

/** The UUID of `dependency` within the current component: the same at every call and in every run. */
export async function generateUuid(dependency?: unknown): Promise<Uuid> {
  const { component, run } = requireComponent("generateUuid()");
  return uuidFrom(fingerprint([run.appName, component.path, "fixed", dependency]));
}

/** Version 8 (RFC 9562): the bits are the application's own. */
function uuidFrom(hash: Uint8Array): Uuid {
  const bytes = Uint8Array.from(hash.subarray(0, 16));
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return Uuid.fromBytes(bytes);
}
