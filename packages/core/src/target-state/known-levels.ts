import type { AnyTargetHandler } from "@coco/connectorkit";
import type { Run } from "../app/run.ts";
import { bytesOfText, byteTextIn } from "../internal/byte-text.ts";
import { actionOrder } from "./sink-runner.ts";
import { isAttachmentPath, liesIn } from "./target-path.ts";
import type { Generation } from "./tracked-state.ts";

/** How the states of a level of a target are deleted. */
export interface KnownLevel {
  /** The encoded path. */
  readonly provider: Uint8Array;
  /** `undefined`: the level is not there any more, or went with its container. */
  readonly handler: AnyTargetHandler | undefined;
  readonly generation: Generation | undefined;
  /** When their deletions are applied. */
  readonly order: number;
}

/** Where the path of a level stands in bytes. */
interface Place {
  readonly providerStart: number;
  readonly providerEnd: number;
}

/** Levels whose states can be deleted as they are come to: each container was looked for once, and none of them has to wait. */
export class KnownLevels {
  readonly #run: Run;
  readonly #dropped: ReadonlySet<string>;
  readonly #blocked: ReadonlySet<string>;
  /** By their paths as text; `undefined`: its states cannot be deleted so. */
  readonly #levels = new Map<string, KnownLevel | undefined>();
  /** Paths, as text, that were asked for and are not known. */
  readonly #asked = new Set<string>();
  #last: KnownLevel | undefined;
  #epoch = 0;

  /** `dropped`, `blocked`: paths, as text, of containers that went with all that was in them, or could not. */
  constructor(run: Run, dropped: ReadonlySet<string>, blocked: ReadonlySet<string>) {
    this.#run = run;
    this.#dropped = dropped;
    this.#blocked = blocked;
  }

  /** The level whose path stands there in these bytes, if it is known. */
  find(bytes: Uint8Array, { providerEnd, providerStart }: Place): KnownLevel | undefined {
    this.#forgetChanged();
    if (this.#last !== undefined && stands(this.#last.provider, bytes, providerStart, providerEnd)) return this.#last;
    const text = byteTextIn(bytes, providerStart, providerEnd);
    this.#last = this.#levels.get(text);
    if (this.#last === undefined && !this.#levels.has(text)) this.#asked.add(text);
    return this.#last;
  }

  /** Looks for the levels that were asked for; true if there were some. */
  async learn(): Promise<boolean> {
    if (this.#asked.size === 0) return false;
    const asked = [...this.#asked].map((text) => ({ text, provider: bytesOfText(text) }));
    this.#asked.clear();
    await this.#run.lostOwners.mendContainersOf(asked);
    for (const { provider, text } of asked) {
      const level = await this.#levelOf(provider);
      this.#forgetChanged();
      this.#levels.set(text, level);
    }
    return true;
  }

  async #levelOf(provider: Uint8Array): Promise<KnownLevel | undefined> {
    if (liesIn(provider, this.#blocked)) return undefined;
    const order = isAttachmentPath(provider) ? actionOrder.attachmentRemoved : actionOrder.deletion;
    if (liesIn(provider, this.#dropped)) return { provider, handler: undefined, generation: undefined, order };
    const { providers } = this.#run;
    try {
      await providers.resolve(provider);
      const generation = providers.generationOf(provider);
      const handler = generation === undefined ? undefined : providers.handler(provider);
      return handler?.deletedLate === undefined ? { provider, handler, generation, order } : undefined;
    } catch {
      return undefined; // said where the deletion itself is tried
    }
  }

  #forgetChanged(): void {
    if (this.#epoch === this.#run.providers.epoch) return;
    this.#epoch = this.#run.providers.epoch;
    this.#levels.clear();
    this.#last = undefined;
  }
}

function stands(provider: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== provider.length) return false;
  for (let at = 0; at < provider.length; at++) if (provider[at] !== bytes[start + at]) return false;
  return true;
}
