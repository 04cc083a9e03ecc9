import type { AppState, Change } from "../store/index.ts";
import type { DeclarationCache } from "../logic/declaration-cache.ts";

const TABLE = "moduleDeclarations";
const PAGE = 256;
const NO_PREFIX = new Uint8Array(0);

/**
 * The declarations of modules by the hash of their bytes: read from the store when a run begins, added to while
 * functions are looked at, written back when the run ends, without those of modules that are not there any more. With
 * all modules unchanged no parser is loaded.
 */
export class ModuleCache implements DeclarationCache {
  readonly #known = new Map<string, Uint8Array>();
  /** Hashes of the modules that this process has looked at. */
  readonly #asked = new Set<string>();

  get(moduleHash: string): Uint8Array | undefined {
    this.#asked.add(moduleHash);
    return this.#known.get(moduleHash);
  }

  set(moduleHash: string, value: Uint8Array): void {
    this.#asked.add(moduleHash);
    this.#known.set(moduleHash, value);
  }

  /** Reads what an app has stored; answers with the hashes that it has. */
  async load(state: AppState): Promise<Set<string>> {
    const stored = new Set<string>();
    let after: Uint8Array | undefined;
    for (;;) {
      const page = await state.page(TABLE, {
        prefix: NO_PREFIX,
        limit: PAGE,
        ...(after === undefined ? {} : { after }),
      });
      for (const { key, value } of page) {
        const hash = Buffer.from(key).toString("utf8");
        stored.add(hash);
        this.#known.set(hash, value);
      }
      if (page.length < PAGE) return stored;
      after = page.at(-1)?.key;
    }
  }

  /** The changes that store what `stored` lacks, and delete what this process had no use for. */
  changesBeyond(stored: ReadonlySet<string>): Change[] {
    const changes: Change[] = [];
    for (const hash of this.#asked) {
      const value = this.#known.get(hash);
      if (value !== undefined && !stored.has(hash))
        changes.push({ kind: "put", table: TABLE, key: Buffer.from(hash, "utf8"), value });
    }
    for (const hash of stored) {
      if (!this.#asked.has(hash)) changes.push({ kind: "delete", table: TABLE, key: Buffer.from(hash, "utf8") });
    }
    return changes;
  }
}
