import { setTimeout as pause } from "node:timers/promises";
import { describe, expect } from "vitest";
import { LiveMap, type LiveMapTarget, mountEach, mountLiveMap } from "../../index.ts";
import { checkStore } from "../../testing/check-store.ts";
import { Random } from "../../testing/crash/random.ts";
import { it } from "../../testing/engine-test.ts";
import type { MemoryTable } from "../../testing/memory-target.ts";
import { proofSeed, proofSize } from "../../testing/proof.ts";
import { wrap } from "../../testing/wrap.ts";
import { LiveUpdate } from "../testing/live-update.ts";

const HISTORIES = Math.max(2, Math.round(proofSize("COCO_PROVE_HISTORIES", 20) / 10));
const STEPS = 25;
const DOCUMENTS = ["d0", "d1", "d2", "d3"];
const WORDS = ["a", "b", "c", "d", "e", "f", "g"];

interface Document {
  readonly words: Readonly<Record<string, number>>;
}

describe("a map that stands between two parts, whose source is edited at random", () => {
  it.for(Array.from({ length: HISTORIES }, (_, index) => proofSeed() + index))(
    "ends with what a run from scratch would write (seed %i)",
    { timeout: 180_000 },
    async (seed, { app, database }) => {
      const random = new Random(seed);
      const documents = new Map<string, Document>();
      let source = new LiveMap<Document>("documents");
      let isFailing = true;
      const fails = (what: string): void => {
        if (isFailing && random.chance(0.1)) throw new Error(`${what} fails by chance`);
      };
      database.fault = (what) =>
        isFailing && !what.startsWith("make") && random.chance(0.05) ? new Error(what) : undefined;
      const main = async (): Promise<void> => {
        const table = await database.mountTable("docs");
        const words = await mountLiveMap<number>("words");
        const read = wrap("read", { memo: true }, async ({ words: all }: Document, map: LiveMapTarget<number>) => {
          if (random.chance(0.3)) await pause(random.below(4));
          for (const [word, value] of Object.entries(all)) map.declareEntry(word, value);
          fails("read");
        });
        const write = wrap("write", { memo: true }, (value: number, into: MemoryTable) => {
          fails("write");
          into.declare(nameOf(value), value);
        });
        await mountEach(source, read, words);
        await mountEach(words, write, table);
      };
      const begin = (): LiveUpdate => new LiveUpdate(app, main, { retry: { first: 3, longest: 20 } });
      let update = begin();
      for (let step = 0; step < STEPS; step++) {
        for (const name of edit(documents, random, step)) {
          const document = documents.get(name);
          await (document === undefined ? source.delete(name) : source.set(name, document));
        }
        if (random.chance(0.5)) await pause(random.below(12));
        if (!random.chance(0.1)) continue;
        await update.stop();
        source = new LiveMap<Document>("documents", documents); // as another process would have it
        update = begin();
      }
      isFailing = false;
      await update.stop();
      source = new LiveMap<Document>("documents", documents);
      await app.succeed(main);
      expect(database.rows("docs")).toEqual(wordsOf(documents));
      update = begin();
      await update.ready;
      for (let step = STEPS; step < STEPS + 5; step++) {
        for (const name of edit(documents, random, step)) {
          const document = documents.get(name);
          await (document === undefined ? source.delete(name) : source.set(name, document));
        }
      }
      const wanted = (): string => JSON.stringify(wordsOf(documents));
      await update.until(() => JSON.stringify(database.rows("docs")) === wanted());
      expect((await update.stop()).failures).toEqual([]);
      expect((await checkStore(app.storePath, "Test", true)).problems).toEqual([]);
    },
  );
});

/** The rows that a run from scratch writes. */
function wordsOf(documents: ReadonlyMap<string, Document>): Record<string, number> {
  const values = [...documents.values()].flatMap(({ words }) => Object.values(words));
  return Object.fromEntries(
    values.map((value) => [nameOf(value), value] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** The word of a value: the rest tells when it was given. */
function nameOf(value: number): string {
  return WORDS[value % 100] as string;
}

/** Gives words to documents, or takes them away; gives the names of those that differ. A word stands in one document. */
function edit(documents: Map<string, Document>, random: Random, step: number): readonly string[] {
  const name = random.pick(DOCUMENTS);
  if (random.chance(0.2) && documents.delete(name)) return [name];
  const mine = WORDS.filter(() => random.chance(0.3));
  const touched = new Set([name]);
  for (const [other, { words }] of documents) {
    const left = Object.entries(words).filter(([word]) => other !== name && !mine.includes(word));
    if (other === name || left.length === Object.keys(words).length) continue;
    documents.set(other, { words: Object.fromEntries(left) });
    touched.add(other);
  }
  const valued = mine.map((word) => [word, WORDS.indexOf(word) + 100 * (random.chance(0.7) ? step : 0)] as const);
  documents.set(name, { words: Object.fromEntries(valued) });
  return [...touched].sort(() => random.next() - 0.5);
}
