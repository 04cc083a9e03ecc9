import { type Duration, millisecondsOf } from "../deadline/duration.ts";
import { checkOptions } from "../internal/check-options.ts";

/** How a live update goes on. */
export interface LiveOptions {
  /** How long to wait before what failed is tried again. */
  readonly retry?: {
    /** Before the first new attempt; each further pause is twice as long. Default 1 s. */
    readonly first?: Duration;
    /** The longest pause. Default 5 min. */
    readonly longest?: Duration;
  };
  /**
   * How often a source that can be enumerated is looked through again, so that a change of which it did not tell is
   * found all the same. `false`: never. Default: every 10 min.
   */
  readonly rescan?: { readonly every: Duration } | false;
}

/** The same in milliseconds. */
export interface LivePauses {
  readonly first: number;
  readonly longest: number;
  /** `undefined`: never. */
  readonly rescan: number | undefined;
}

const FIRST_MS = 1_000;
const LONGEST_MS = 5 * 60_000;
const RESCAN_MS = 10 * 60_000;

/** @throws CocoError (`OPTIONS`, `DURATION`) for what cannot be meant. */
export function livePauses(live: boolean | LiveOptions | undefined): LivePauses {
  const options = live === undefined || typeof live === "boolean" ? {} : live;
  checkOptions<LiveOptions>(options, "update({ live })", { retry: "object", rescan: "any" });
  const { rescan, retry = {} } = options;
  checkOptions<NonNullable<LiveOptions["retry"]>>(retry, "update({ live: { retry } })", {
    first: "any",
    longest: "any",
  });
  const first =
    retry.first === undefined ? FIRST_MS : millisecondsOf(retry.first, "update({ live: { retry: { first } } })");
  const longest =
    retry.longest === undefined
      ? LONGEST_MS
      : millisecondsOf(retry.longest, "update({ live: { retry: { longest } } })");
  return { first, longest: Math.max(first, longest), rescan: rescanPause(rescan) };
}

function rescanPause(rescan: LiveOptions["rescan"]): number | undefined {
  if (rescan === undefined) return RESCAN_MS;
  if (rescan === false) return undefined;
  checkOptions<{ every: Duration }>(rescan, "update({ live: { rescan } })", { every: "any" });
  return millisecondsOf(rescan.every, "update({ live: { rescan: { every } } })");
}
