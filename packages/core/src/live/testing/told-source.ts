import type { KeyedItem, LiveMapFeed, LiveMapSubscriber, StableKey } from "@coco/connectorkit";

/** A live source that reports what a test tells it to, and nothing else. */
export class Told<V> implements LiveMapFeed<V>, Iterable<KeyedItem<V>> {
  readonly entries: Map<StableKey, V>;
  onScan: (() => void) | undefined;
  /** In place of watching. */
  onWatch: ((subscriber: LiveMapSubscriber<V>, signal: AbortSignal) => Promise<void>) | undefined;
  #subscriber: LiveMapSubscriber<V> | undefined;
  #breakOff: ((error: Error) => void) | undefined;

  constructor(entries: Iterable<KeyedItem<V>> = []) {
    this.entries = new Map(entries);
  }

  /** What it reports to just now. */
  get subscriber(): LiveMapSubscriber<V> {
    if (this.#subscriber === undefined) throw new Error("Nobody watches this source.");
    return this.#subscriber;
  }

  /** Lets watching fail. */
  breakOff(error: Error): void {
    this.#breakOff?.(error);
  }

  async watch(subscriber: LiveMapSubscriber<V>, signal: AbortSignal): Promise<void> {
    this.#subscriber = subscriber;
    try {
      await this.onWatch?.(subscriber, signal);
      await subscriber.updateAll();
      await subscriber.markReady();
      await new Promise<void>((resolve, reject) => {
        this.#breakOff = reject;
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
    } finally {
      this.#subscriber = undefined;
    }
  }

  [Symbol.iterator](): Iterator<KeyedItem<V>> {
    this.onScan?.();
    return [...this.entries].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))[Symbol.iterator]();
  }
}
