import { CocoError } from "@coco/connectorkit";

/** A length of time: milliseconds, or units that are added up: `{ minutes: 1, seconds: 30 }`. */
export type Duration =
  | number
  | {
      readonly milliseconds?: number;
      readonly seconds?: number;
      readonly minutes?: number;
      readonly hours?: number;
    };

const UNITS: Readonly<Record<string, number>> = { milliseconds: 1, seconds: 1_000, minutes: 60_000, hours: 3_600_000 };

/**
 * The milliseconds of a duration.
 *
 * @param what - whose duration it is, for the message: "timeout()".
 * @throws CocoError (`DURATION`) for anything but a finite number of at least 0, and for units that are not known.
 */
export function millisecondsOf(duration: Duration, what: string): number {
  if (typeof duration === "number") return checked(duration, what);
  if (typeof duration !== "object" || duration === null) return checked(duration, what);
  const entries = Object.entries(duration).filter(([, amount]) => amount !== undefined);
  if (entries.length === 0) throw refusal(what, "an object without a unit");
  let sum = 0;
  for (const [unit, amount] of entries) {
    const factor = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
    if (factor === undefined) throw refusal(what, `the unit "${unit}"`);
    sum += factor * checked(amount, what);
  }
  return checked(sum, what);
}

/** A duration in words for messages: "1.5 s". */
export function formatDuration(milliseconds: number): string {
  const round = (value: number): string => String(Number(value.toPrecision(3)));
  if (milliseconds < 1_000) return `${round(milliseconds)} ms`;
  if (milliseconds < 120_000) return `${round(milliseconds / 1_000)} s`;
  return milliseconds < 7_200_000 ? `${round(milliseconds / 60_000)} min` : `${round(milliseconds / 3_600_000)} h`;
}

function checked(amount: unknown, what: string): number {
  if (typeof amount === "number" && Number.isFinite(amount) && amount >= 0) return amount;
  throw refusal(what, typeof amount === "string" ? JSON.stringify(amount) : String(amount));
}

function refusal(what: string, got: string): CocoError {
  return new CocoError(`${what} needs a duration, and was given ${got}.`, {
    code: "DURATION",
    hint: "Give milliseconds, or an object with milliseconds, seconds, minutes or hours, for example { seconds: 30 }.",
  });
}
