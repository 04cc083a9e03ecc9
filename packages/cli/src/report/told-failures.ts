import type { ComponentFailure } from "@coco/core";
import { noteLine } from "../output/print.ts";
import { printable } from "../output/printable.ts";
import { failureText } from "./failure-lines.ts";

/** What goes on failing in the same way is told again after so long, in ms. */
const AGAIN = 10 * 60_000;

/** Tells a person of failures as they come, in an update that goes on for long: at its end may be too late. */
export class ToldFailures {
  readonly #app: string;
  /** By the place: what was said of it, and when. */
  readonly #told = new Map<string, { readonly text: string; readonly at: number }>();
  #hasSaidMore = false;

  constructor(app: string) {
    this.#app = app;
  }

  tell(failure: ComponentFailure, now: number = performance.now()): void {
    if (failure.handled) return;
    const text = failureText(failure).join("\n");
    const place = `${failure.kind} ${failure.path}`;
    const before = this.#told.get(place);
    if (before?.text === text && now - before.at < AGAIN) return;
    this.#told.set(place, { text, at: now });
    noteLine(`${printable(this.#app)}: a failure at\n${text}`);
    if (this.#hasSaidMore) return;
    this.#hasSaidMore = true;
    noteLine(
      "  It is tried again after pauses that grow, and at once when its source changes. Everything else goes on.",
    );
  }
}
