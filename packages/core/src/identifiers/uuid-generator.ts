import { fingerprint, notMemoKeyable, Uuid } from "@coco/connectorkit";
import { checkDeadline } from "../deadline/current-deadline.ts";
import { byteText } from "../internal/byte-text.ts";
import { requireIdentifierScope } from "./identifier-scope.ts";
import { namedFingerprint } from "./named-fingerprint.ts";

/**
 * Gives UUIDs that stay the same from run to run, and equal those of a run from scratch: a distinct one at each call,
 * derived from the app, the component's path, the dependency and its occurrence.
 */
export class UuidGenerator {
  readonly #deps: unknown;

  /** `deps` tells the generators of one component apart. */
  constructor(deps?: unknown) {
    this.#deps = deps;
  }

  async next(dependency?: unknown): Promise<Uuid> {
    const { component, frame, run } = requireIdentifierScope("UuidGenerator.next()");
    checkDeadline();
    // A memoized call counts occurrences of its own, so that a replay does not shift those of its neighbours.
    const seed = namedFingerprint(
      [run.appName, component.path, frame?.key ?? "", "next", this.#deps, dependency],
      "UuidGenerator.next()",
      dependency,
    );
    return uuidFrom(fingerprint([seed, component.occurrences.next(byteText(seed))]));
  }
}
notMemoKeyable(UuidGenerator);

/** The UUID of `dependency` within the current component: the same at every call and in every run. */
export async function generateUuid(dependency?: unknown): Promise<Uuid> {
  const { component, run } = requireIdentifierScope("generateUuid()");
  checkDeadline();
  return uuidFrom(namedFingerprint([run.appName, component.path, "fixed", dependency], "generateUuid()", dependency));
}

/** Version 8 (RFC 9562): the bits are the application's own. */
function uuidFrom(hash: Uint8Array): Uuid {
  const bytes = Uint8Array.from(hash.subarray(0, 16));
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return Uuid.fromBytes(bytes);
}
