import type { SinkContext } from "@coco/connectorkit";

/** What a write came to. */
export interface Usage {
  /** As the service says. */
  readonly billedBytes: number;
  /** About what was sent. */
  readonly sentBytes: number;
}

/** Adds a request to the counters of the run: `turbopuffer requests of docs_db/chunks` and so on. */
export function countUsage(
  { count }: Pick<SinkContext, "count">,
  label: string,
  { billedBytes, sentBytes }: Usage,
): void {
  count(`turbopuffer requests of ${label}`, 1);
  count(`turbopuffer bytes sent to ${label}`, Math.round(sentBytes));
  count(`turbopuffer bytes billed of ${label}`, billedBytes);
}
