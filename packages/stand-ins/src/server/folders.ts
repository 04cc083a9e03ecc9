import type { Serving } from "./serve.ts";

/** What is served beside a stand-in, in its process: what other folders keep, each at an address of its own. */
export class Folders {
  readonly #serveFolder: (folder: string) => Promise<Serving>;
  readonly #open = new Map<string, Serving>();

  constructor(serveFolder: (folder: string) => Promise<Serving>) {
    this.#serveFolder = serveFolder;
  }

  /** Serves what stands in the folder now, and no more what was served of it before. */
  async open(folder: string): Promise<{ readonly url: string }> {
    const before = this.#open.get(folder);
    this.#open.delete(folder);
    await before?.close();
    const serving = await this.#serveFolder(folder);
    this.#open.set(folder, serving);
    return { url: serving.url };
  }

  /** Ends what is served at this address, unless it was opened anew since. */
  async close(folder: string, url: string): Promise<void> {
    const serving = this.#open.get(folder);
    if (serving?.url !== url) return;
    this.#open.delete(folder);
    await serving.close();
  }
}
