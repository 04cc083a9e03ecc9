import { AsyncLocalStorage } from "node:async_hooks";
import { installedEngine } from "@coco/connectorkit";

/** What writes of one run came to. */
export interface Usage {
  readonly requests: number;
  /** As the service says. */
  readonly billedBytes: number;
  /** About what was sent. */
  readonly sentBytes: number;
}

type InRun = <T>(f: () => T) => T;

/** By namespace: what leads to the run that mounted it. A sink is called outside of every component. */
const runs = new Map<string, InRun>();

/** Remembers the run that mounts a namespace, whose report is to tell what it cost. */
export function noteRun(label: string): void {
  runs.set(label, AsyncLocalStorage.snapshot());
}

/** The run has settled. */
export function forgetUsage(label: string): void {
  runs.delete(label);
}

/** Adds to the counters of the run: `turbopuffer requests of docs_db/chunks` and so on. */
export function countUsage(label: string, { billedBytes, requests, sentBytes }: Usage): void {
  const engine = installedEngine();
  runs.get(label)?.(() => {
    engine?.count(`turbopuffer requests of ${label}`, requests);
    engine?.count(`turbopuffer bytes sent to ${label}`, Math.round(sentBytes));
    engine?.count(`turbopuffer bytes billed of ${label}`, billedBytes);
  });
}
