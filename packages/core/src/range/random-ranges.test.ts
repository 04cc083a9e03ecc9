import fc from "fast-check";
import { expect, it } from "vitest";
import { mountEach } from "../index.ts";
import { checkStore } from "../testing/check-store.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { proofSeed, proofSize, proofTimeout, tellProgressOf } from "../testing/proof.ts";
import { TestApp } from "../testing/test-app.ts";
import { versionedItems } from "../testing/versioned-items.ts";
import { wrap } from "../testing/wrap.ts";

/** A twentieth of the histories of a proof: these are of hundreds of items each. */
const HISTORIES = Math.ceil(proofSize("COCO_PROVE_HISTORIES", 400) / 20);
const ITEMS = 400;

interface Item {
  readonly text: string;
  readonly fails: boolean;
}
type Items = Map<string, Item>;

/** What happens to a stretch of items, of which only each `step`th is changed. */
interface Edit {
  readonly kind: "put" | "delete" | "change" | "fail" | "revert";
  readonly from: number;
  readonly count: number;
  readonly step: number;
}

/** One run after edits. */
interface Step {
  readonly edits: readonly Edit[];
  /** From which write of the store on nothing is written any more. */
  readonly endsAt: number;
  readonly refuses: boolean;
  readonly pageSize: number;
  readonly maxInFlight: number;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom("put", "delete", "delete", "change", "fail", "revert"),
  from: fc.nat({ max: ITEMS - 1 }),
  count: fc.constantFrom(1, 1, 2, 80, 200),
  step: fc.constantFrom(1, 1, 7, 60),
});
const step: fc.Arbitrary<Step> = fc.record({
  edits: fc.array(edit, { maxLength: 3 }),
  endsAt: fc.constantFrom(99_999, 99_999, 99_999, 1, 2, 3, 5, 8),
  refuses: fc.constantFrom(false, false, true),
  pageSize: fc.constantFrom(1, 10, 64, 1000),
  maxInFlight: fc.constantFrom(1, 8, 1024),
});

const keyOf = (number: number): string => `note-${String(number).padStart(4, "0")}`;

class RangeHistory {
  readonly #test = new TestApp();
  readonly #database = new MemoryDatabase("ranges");
  readonly #items: Items = new Map();
  /** The text that each item ran with last, without failing and in a run that ended well. */
  #settled: Map<string, string> | undefined;
  #edits = 0;

  constructor() {
    for (let number = 0; number < ITEMS; number += 2) this.#items.set(keyOf(number), { text: "first", fails: false });
  }

  async run({ endsAt, maxInFlight, pageSize, refuses }: Omit<Step, "edits">): Promise<void> {
    let commits = 0;
    const ended = (): Error => new Error("the process ended");
    const ran: string[] = [];
    const index = wrap("random-ranges/index", { memo: true }, async ({ fails, text }: Item, table: MemoryTable) => {
      const [key = ""] = text.split(" ");
      ran.push(key);
      table.declare(key, text);
      if (fails) throw new Error(`${key} fails`);
    });
    this.#database.fault = (action) =>
      commits >= endsAt ? ended() : refuses && action.startsWith("delete ") ? new Error("not now") : undefined;
    const given = versionedItems(
      [...this.#items].map(([key, { fails, text }]) => [key, { text: `${key} ${text}`, fails }] as const),
      pageSize,
    );
    const options = {
      maxInFlight,
      onCommit: () => {
        commits += 1;
        if (commits >= endsAt) throw ended();
      },
    };
    const main = async () => mountEach(given, index, await this.#database.mountTable("t"));
    const report = await this.#test.run(main, options).catch(() => undefined);
    this.#database.fault = undefined;
    const failed = new Set([...this.#items].filter(([, { fails }]) => fails).map(([key]) => key));
    const went = report !== undefined && commits < endsAt;
    const { problems } = await checkStore(this.#test.storePath, "Test", went && !refuses && failed.size === 0);
    expect(problems).toEqual([]);
    if (!went) {
      this.#settled = undefined;
      return;
    }
    if (this.#settled !== undefined) {
      const before = this.#settled;
      const needed = [...this.#items].filter(([key, { fails, text }]) => fails || before.get(key) !== text);
      expect(ran.sort()).toEqual(needed.map(([key]) => key).sort());
    }
    this.#settled = new Map(
      [...this.#items].filter(([key]) => !failed.has(key)).map(([key, { text }]) => [key, text] as const),
    );
    const rows = Object.entries(this.#database.rows("t"));
    const wanted = [...this.#items]
      .filter(([key]) => !failed.has(key))
      .map(([key, { text }]) => [key, `${key} ${text}`]);
    if (!refuses) {
      const known = new Set(this.#items.keys());
      expect(rows.filter(([key]) => !known.has(key))).toEqual([]);
    }
    expect(Object.fromEntries(rows)).toMatchObject(Object.fromEntries(wanted));
  }

  edit({ count, from, kind, step: width }: Edit): void {
    this.#edits += 1;
    for (let number = from; number < Math.min(from + count, ITEMS); number += width) {
      const key = keyOf(number);
      const item = this.#items.get(key);
      if (kind === "put") this.#items.set(key, { text: `put ${this.#edits}`, fails: false });
      else if (kind === "delete") this.#items.delete(key);
      else if (item !== undefined && kind === "change")
        this.#items.set(key, { text: `is ${this.#edits}`, fails: false });
      else if (item !== undefined && kind === "fail") this.#items.set(key, { ...item, fails: true });
      else if (item !== undefined) this.#items.set(key, { text: "first", fails: false });
    }
  }

  async finish(): Promise<void> {
    for (const [key, { text }] of this.#items) this.#items.set(key, { text, fails: false });
    const quiet = { endsAt: 99_999, refuses: false, pageSize: 64, maxInFlight: 64 };
    for (let time = 0; time < 3; time++) await this.run(quiet);
    this.#items.clear();
    await this.run(quiet);
    expect(this.#database.rows("t")).toEqual({});
  }

  dispose(): void {
    this.#test.dispose();
  }
}

it(
  "random histories of long levels end as from scratch, with no run that is not needed",
  async () => {
    let done = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
        const history = new RangeHistory();
        try {
          for (const { edits, ...how } of steps) {
            for (const one of edits) history.edit(one);
            await history.run(how);
          }
          await history.finish();
        } finally {
          history.dispose();
        }
        tellProgressOf("histories of ranges", ++done, HISTORIES);
      }),
      { numRuns: HISTORIES, seed: proofSeed() },
    );
  },
  proofTimeout(HISTORIES),
);
