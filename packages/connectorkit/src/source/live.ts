import type { StableKey } from "../key/stable-key.ts";
import type { Source } from "./items.ts";

/** Tells the producer when what it sent has been processed and written. */
export interface Readiness {
  ready(): Promise<void>;
}

/** What a live map reports to. Calls for one key are kept in order; of several waiting ones only the newest counts. */
export interface LiveMapSubscriber<V> {
  /** Scan everything again; what is not found any more is deleted. Only for feeds that are also sources. */
  updateAll(): Promise<void>;
  update(key: StableKey, value: V): Promise<Readiness>;
  delete(key: StableKey): Promise<Readiness>;
  /** Everything that had happened when watching began has been reported. A catch-up run ends here. */
  markReady(): Promise<void>;
  /** Reports a failure of the feed itself, such as an event that cannot be read; watching goes on. */
  reportException(error: unknown): Promise<void>;
}

/** A keyed collection that reports changes and cannot be enumerated (a topic). One watcher at a time. */
export interface LiveMapFeed<V> {
  /**
   * Whether what it holds comes from components of the same run. `mountEach` then waits until everything is ready that its
   * component has mounted before. Default: false.
   */
  readonly filledByComponents?: boolean;
  watch(subscriber: LiveMapSubscriber<V>, signal: AbortSignal): Promise<void>;
}

/** A keyed collection that can be enumerated and reports changes (a folder, a table). */
export interface LiveMapView<V> extends Source<V>, LiveMapFeed<V> {}

/** What a live stream reports to. */
export interface LiveStreamSubscriber<M> {
  send(message: M): Promise<Readiness>;
  markReady(): Promise<void>;
}

/** Messages without keys, for a connector that translates them into keyed changes. */
export interface LiveStream<M> {
  watch(subscriber: LiveStreamSubscriber<M>, signal: AbortSignal): Promise<void>;
}
