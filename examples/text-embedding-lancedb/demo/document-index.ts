import path from "node:path";
import type { Connection } from "@coco/connector-lancedb";
import {
  type App,
  type ComponentFailure,
  type ContextKey,
  type Embedder,
  lifespan,
  type Runtime,
  start,
} from "@coco/core";
import { countsOf, type UpdateCounts } from "../progress/counts-of.ts";
import { type FoundChunk, findChunks } from "../search/find-chunks.ts";
import { demoPlace } from "./demo-place.ts";
import { watchUpdate } from "./watch-update.ts";

/** What an update did, and what it had to leave out. */
export interface UpdateOutcome {
  readonly counts: UpdateCounts;
  readonly failures: readonly ComponentFailure[];
}

/** What main.ts exports, and words-only.ts too, save the embedder. */
interface Application {
  readonly app: App<{ dir: string }, void>;
  readonly DB: ContextKey<Connection>;
  readonly EMBEDDER?: ContextKey<Embedder>;
}

/** The index of a folder of documents, kept up to date by the application of main.ts, or by that of words-only.ts. */
export class DocumentIndex {
  readonly #application: Application;
  readonly #runtime: Runtime;

  private constructor(application: Application, runtime: Runtime) {
    this.#application = application;
    this.#runtime = runtime;
  }

  /**
   * Opens the index of that name. Once a process: the applications take the working directory and the default
   * environment.
   * @param embeds - whether there is an embedding model, and with it search by meaning
   */
  static async open(repository: string, name: string, embeds: boolean): Promise<DocumentIndex> {
    const place = demoPlace(repository, path.join(name, embeds ? "by-meaning-and-words" : "by-words"));
    process.env["COCO_DB"] = path.join(place, "state.db");
    process.chdir(place);
    const application: Application = embeds ? await import("../main.ts") : await import("./words-only.ts");
    // What fails stands in the outcome; the log need not say it too.
    lifespan((env) => env.onException(() => {}));
    return new DocumentIndex(application, await start());
  }

  /** Brings the index up to date with a folder of so many documents, and shows how far it is. */
  async update(folder: string, documents: number): Promise<UpdateOutcome> {
    const handle = this.#application.app.update({ failures: "report", params: { dir: folder } });
    await watchUpdate(handle, documents);
    const { stats, failures } = await handle;
    const whole = failures.find(({ kind }) => kind === "root");
    if (whole !== undefined) throw whole.error;
    return { counts: countsOf(stats), failures };
  }

  /** The chunks that answer a question best. */
  async find(text: string, limit: number): Promise<FoundChunk[]> {
    const { EMBEDDER } = this.#application;
    const vector = EMBEDDER === undefined ? undefined : await this.#runtime.get(EMBEDDER).embed(text);
    return findChunks(await this.#table(), vector === undefined ? { text } : { text, vector }, limit);
  }

  /** Whether any chunk has a word of a text. A search by meaning finds the nearest chunks, however far they are. */
  async hasWordOf(text: string): Promise<boolean> {
    return (await findChunks(await this.#table(), { text }, 1)).length > 0;
  }

  /** How many chunks a document has. */
  async chunksOf(document: string): Promise<number> {
    return (await this.#table()).countRows(`file = '${document.replaceAll("'", "''")}'`);
  }

  async close(): Promise<void> {
    await this.#runtime.stop();
  }

  async #table() {
    return this.#runtime.get(this.#application.DB).openTable("doc_chunks");
  }
}
