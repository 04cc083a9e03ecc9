import type { AppState, Change } from "../store/index.ts";
import type { DeclarationCache } from "../logic/declaration-cache.ts";

const PAGE = 256;
const NO_PREFIX = new Uint8Array(0);

/**
 * The declarations of modules by the hash of their bytes: read from the store when a run begins, added to while
 * functions are looked at, written back when the run ends. With all modules unchanged no parser is loaded.
 */
export class ModuleCache implements DeclarationCache {
  readonly #known = new Map<string, Uint8Array>();

  get(moduleHash: string): Uint8Array | undefined {
    return this.#known.get(moduleHash);
  }

  set(moduleHash: string, value: Uint8Array): void {
    this.#known.set(moduleHash, value);
  }

  /** Reads what an app has stored; answers with the hashes that it has. */
  async load(state: AppState): Promise<Set<string>> {
    const stored = new Set<string>();
    let after: Uint8Array | undefined;
    for (;;) {
      const page = await state.page("moduleDeclarations", {
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

  /** The changes that store what `stored` lacks. */
  changesBeyond(stored: ReadonlySet<string>): Change[] {
    const changes: Change[] = [];
    for (const [hash, value] of this.#known) {
      if (!stored.has(hash)) {
        changes.push({ kind: "put", table: "moduleDeclarations", key: Buffer.from(hash, "utf8"), value });
      }
    }
    return changes;
  }
}
