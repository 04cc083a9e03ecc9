import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type StoredChunk, storedChunks } from "./stored-chunks.ts";
import type { UpdateAnswer, UpdateRequest } from "./update-answer.ts";

const EXAMPLE = path.resolve(import.meta.dirname, "../..");
/** Inside the example, so that packages are found from there. */
const PROGRAMS = path.join(EXAMPLE, ".test");

/**
 * The example's main.ts in a folder of its own, with an embedder that needs no model, documents, state and table beside
 * it. Its code can be edited between runs; it runs in a process of its own, which lives until the code changes.
 */
export class Program {
  folder: string;
  #child: ChildProcess | undefined;
  /** What is run from nothing, to compare with; kept, because a process costs more than a run. */
  #other: Program | undefined;
  #stderr = "";

  constructor() {
    mkdirSync(PROGRAMS, { recursive: true });
    this.folder = mkdtempSync(path.join(PROGRAMS, "program-"));
    mkdirSync(this.docs);
    writeFileSync(path.join(this.folder, "package.json"), JSON.stringify({ name: "docs-app", type: "module" }));
    cpSync(path.join(import.meta.dirname, "word-embedder.ts"), path.join(this.folder, "word-embedder.ts"));
    cpSync(path.join(EXAMPLE, "main.ts"), path.join(this.folder, "main.ts"));
    this.#replace(
      "main.ts",
      'import { TransformersEmbedder } from "@coco/ops-transformers"',
      'import { WordEmbedder } from "./word-embedder.ts"',
    );
    this.#replace("main.ts", 'new TransformersEmbedder("Xenova/all-MiniLM-L6-v2")', 'new WordEmbedder("words")');
  }

  get docs(): string {
    return path.join(this.folder, "docs");
  }

  get main(): string {
    return path.join(this.folder, "main.ts");
  }

  /** What the program wrote to standard error so far. */
  get stderr(): string {
    return this.#stderr;
  }

  /** Replaces a piece of the program's code, which must be there once. */
  async edit(file: "main.ts" | "word-embedder.ts", before: string, after: string): Promise<void> {
    await this.stop();
    this.#replace(file, before, after);
  }

  /** Another program with the same code, documents, state and table. */
  async copy(): Promise<Program> {
    await this.stop();
    const copy = new Program();
    cpSync(this.folder, copy.folder, { recursive: true });
    return copy;
  }

  /** Writes a document. */
  write(document: string, content: string | Uint8Array): void {
    const place = path.join(this.docs, document);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, content);
  }

  async update(request: UpdateRequest = {}): Promise<UpdateAnswer> {
    const child = await this.start();
    const answered = once(child, "message") as Promise<[UpdateAnswer | { readonly thrown: string }]>;
    child.send(request);
    const [answer] = await answered;
    if ("thrown" in answer) throw new Error(answer.thrown);
    return answer;
  }

  /** Starts the process, if it does not run. */
  async start(): Promise<ChildProcess> {
    if (this.#child !== undefined) return this.#child;
    const child = fork(path.join(import.meta.dirname, "serve.ts"), [this.main], {
      cwd: this.folder,
      execArgv: ["--conditions=coco-source"],
      stdio: ["ignore", "inherit", "pipe", "ipc"],
    });
    this.#child = child;
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (this.#stderr += text));
    const [first] = (await Promise.race([once(child, "message"), once(child, "exit")])) as [unknown];
    if (first !== "ready") throw new Error(`The program did not start:\n${this.#stderr}`);
    return child;
  }

  /** Ends the process, at once: it has nothing to tidy up. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  /** The rows of the table, without their ids, in order. */
  async rows(): Promise<StoredChunk[]> {
    return storedChunks(path.join(this.folder, "lancedb_data"));
  }

  /** What the table would hold had there been one run only: the same program and documents, nothing remembered. */
  async rowsFromScratch(): Promise<StoredChunk[]> {
    this.#other ??= new Program();
    const other = this.#other;
    for (const file of ["main.ts", "word-embedder.ts"]) await other.#takeCode(path.join(this.folder, file));
    for (const kept of [".coco", "lancedb_data"])
      rmSync(path.join(other.folder, kept), { recursive: true, force: true });
    await other.update({ dir: this.docs });
    return other.rows();
  }

  /** Moves the whole folder, as one moves a checkout. */
  async move(): Promise<void> {
    await this.stop();
    const place = mkdtempSync(path.join(PROGRAMS, "moved-"));
    renameSync(this.folder, path.join(place, "program"));
    this.folder = path.join(place, "program");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await this.#other?.[Symbol.asyncDispose]();
    const [top = ""] = path.relative(PROGRAMS, this.folder).split(path.sep);
    rmSync(path.join(PROGRAMS, top), { recursive: true, force: true });
  }

  async #takeCode(from: string): Promise<void> {
    const place = path.join(this.folder, path.basename(from));
    if (readFileSync(place).equals(readFileSync(from))) return;
    await this.stop();
    cpSync(from, place);
  }

  #replace(file: string, before: string, after: string): void {
    const place = path.join(this.folder, file);
    const parts = readFileSync(place, "utf8").split(before);
    if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times: ${before}`);
    writeFileSync(place, parts.join(after));
  }
}
