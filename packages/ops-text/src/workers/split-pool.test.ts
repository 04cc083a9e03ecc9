import { execFileSync } from "node:child_process";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { CodeSource, RecursiveSplitter, SplitterError } from "../index.ts";

const text = "def f(a):\n    return [a, 1]\n\n# Some words. More of them.\n".repeat(60);
const options = { chunkSize: 200, overlap: 40, language: "python" };

describe("a splitter with threads", () => {
  it("gives the same chunks, structured ones too, with languages of one's own and for CocoIndex", async () => {
    const customLanguages = [{ name: "parts", separators: [/#/, /\s+/u] }];
    for (const compatibility of [undefined, "cocoindex"] as const) {
      const given = { compatibility, customLanguages };
      const plain = new RecursiveSplitter(given);
      const threaded = new RecursiveSplitter({ ...given, workers: { threads: 2, minTextLength: 0 } });
      for (const language of ["python", "parts", "markdown"]) {
        const asked = { ...options, language };
        expect(await threaded.split(text, asked)).toEqual(await plain.split(text, asked));
        expect(await threaded.splitStructured(text, asked)).toEqual(await plain.splitStructured(text, asked));
      }
    }
  });

  it("starts threads for long texts alone, and no more than it may", async () => {
    let started = 0;
    const count = (): void => {
      started += 1;
    };
    process.on("worker", count);
    try {
      const splitter = new RecursiveSplitter({ workers: { threads: 2, minTextLength: text.length } });
      await splitter.split(text.slice(1), options);
      await splitter.split(new CodeSource(text, "python"), { chunkSize: 200 });
      await splitter.split(text, { ...options, unit: (part) => part.length });
      expect(started).toBe(0);
      const answers = await Promise.all(Array.from({ length: 6 }, () => splitter.split(text, options)));
      expect(answers.map((chunks) => chunks.length)).toEqual(answers.map(() => answers[0]?.length));
      expect(started).toBe(2);
    } finally {
      process.off("worker", count);
    }
  });

  it("says what is wrong with options and separators as without threads", async () => {
    const customLanguages = [{ name: "halves", separators: [/\ud83d/] }];
    const splitter = new RecursiveSplitter({ customLanguages, workers: { minTextLength: 0 } });
    const halves = splitter.split("😀".repeat(10), { chunkSize: 8, language: "halves" });
    await expect(halves).rejects.toMatchObject({ name: "SplitterError", code: "SEPARATOR_SPLITS_CHARACTER" });
    await expect(splitter.split(text, { chunkSize: 0 })).rejects.toThrow(SplitterError);
    expect(() => new RecursiveSplitter({ workers: { threads: 0 } })).toThrow(/workers.threads/);
  });

  it("fails the text that a thread has no memory for, and splits the next one", async () => {
    const splitter = new RecursiveSplitter({ workers: { threads: 1, minTextLength: 0, memoryLimit: 16 } });
    const large = "a b ".repeat(2_000_000);
    await expect(splitter.split(large, { chunkSize: 10, overlap: 5 })).rejects.toMatchObject({
      code: "SPLIT_THREAD_ENDED",
    });
    expect(await splitter.split("One two.", { chunkSize: 100 })).toHaveLength(1);
  });

  it("keeps no process alive", () => {
    const index = path.join(import.meta.dirname, "../index.ts");
    const program = `import { RecursiveSplitter } from ${JSON.stringify(index)};
      const splitter = new RecursiveSplitter({ workers: { minTextLength: 0 } });
      console.log((await splitter.split("One. Two.", { chunkSize: 5 })).length);`;
    const args = ["--conditions=coco-source", "--input-type=module", "--eval", program];
    expect(execFileSync(process.execPath, args, { encoding: "utf8" })).toBe("2\n");
  });
});
