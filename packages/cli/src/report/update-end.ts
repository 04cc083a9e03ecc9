import type { UpdateReport } from "@coco/core";

/** How an update ended. */
export interface UpdateEnd {
  readonly report: UpdateReport;
  /** What the process ends with. */
  readonly code: number;
  /** The name of the app's own function, which runs every time. */
  readonly rootName: string;
  /** Whether it was to go on. */
  readonly live: boolean;
  /** Whether its time was over. */
  readonly timedOut: boolean;
}
