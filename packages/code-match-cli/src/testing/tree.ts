import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runOn } from "../run.ts";

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A folder of files that the command is called in. */
export class Tree {
  readonly folder: string = mkdtempSync(path.join(tmpdir(), "coco-match-"));

  constructor(files: Readonly<Record<string, string | Uint8Array>>) {
    for (const [name, content] of Object.entries(files)) this.write(name, content);
  }

  write(name: string, content: string | Uint8Array): void {
    const file = path.join(this.folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  read(name: string): string {
    return readFileSync(path.join(this.folder, name), "utf8");
  }

  /** Calls the command without colours. @param answers - lines of input. */
  async match(args: readonly string[], answers: readonly string[] = []): Promise<Ended> {
    const out: string[] = [];
    const err: string[] = [];
    const input = answers.values();
    const code = await runOn(
      {
        folder: this.folder,
        print: (line) => out.push(line),
        note: (line) => err.push(line),
        style: (_, text) => text,
        ask: (question) => {
          err.push(question);
          return Promise.resolve(input.next().value);
        },
        close: () => undefined,
      },
      args,
    );
    return { code, out: out.join("\n"), err: err.join("\n") };
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true });
  }
}
