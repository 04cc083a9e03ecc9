import { CocoError } from "../errors/coco-error.ts";

/**
 * For a live source that owns something of which there is one (a subscription, a file watch): lets one `watch` go on at a
 * time, and refuses a second.
 */
export class SingleWatcher {
  readonly #what: string;
  #isWatched = false;

  /** `what`: whose watcher it is, for the message: "The walk of docs". */
  constructor(what: string) {
    this.#what = what;
  }

  /** @throws CocoError (`WATCHED_TWICE`) while another one goes on. */
  async during<T>(watch: () => Promise<T>): Promise<T> {
    if (this.#isWatched) {
      throw new CocoError(`${this.#what} is watched already.`, {
        code: "WATCHED_TWICE",
        hint: "A live source has one watcher at a time: make one for each place that follows it.",
      });
    }
    this.#isWatched = true;
    try {
      return await watch();
    } finally {
      this.#isWatched = false;
    }
  }
}
