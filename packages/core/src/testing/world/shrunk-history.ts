import { fairWeather, type Step, type Weather } from "./random-history.ts";

type History = readonly Step[];

/**
 * Makes a history that fails shorter, as long as it still `fails`: without single steps, edits, rows and properties of
 * the weather. What is left fails at each try; it is the least only in the sense that no one thing can be left out.
 */
export async function shrunkHistory(
  history: History,
  fails: (history: History) => Promise<boolean>,
  isOver: () => boolean,
): Promise<History> {
  let least = history;
  for (let shorter = true; shorter; ) {
    shorter = false;
    for (let at = 0; !isOver(); ) {
      const candidate = nth(candidates(least), at);
      if (candidate === undefined) break;
      if (await fails(candidate)) {
        least = candidate;
        shorter = true;
      } else {
        at += 1;
      }
    }
  }
  return least;
}

function nth<T>(values: Iterable<T>, at: number): T | undefined {
  let index = 0;
  for (const value of values) if (index++ === at) return value;
  return undefined;
}

/** Histories that are one thing shorter, those first that leave out most. */
function* candidates(history: History): Generator<History> {
  for (let length = history.length >> 1; length > 0; length >>= 1) {
    for (let at = 0; at + length <= history.length; at += length) yield history.toSpliced(at, length);
  }
  for (const [index, step] of history.entries()) {
    for (const simpler of simplerSteps(step)) yield history.with(index, simpler);
  }
}

function* simplerSteps(step: Step): Generator<Step> {
  const { edits, weather } = step;
  for (let at = 0; at < edits.length; at++) {
    yield { ...step, edits: edits.toSpliced(at, 1) };
  }
  for (const [at, edit] of edits.entries()) {
    if (edit.edit !== "item" || edit.rows === undefined) continue;
    for (const row of edit.rows) {
      yield { ...step, edits: edits.with(at, { ...edit, rows: edit.rows.filter((other) => other !== row) }) };
      if (row.way !== "direct")
        yield {
          ...step,
          edits: edits.with(at, {
            ...edit,
            rows: edit.rows.map((other) => (other === row ? { ...row, way: "direct" as const } : other)),
          }),
        };
    }
  }
  for (const name of Object.keys(weather) as (keyof Weather)[]) {
    const { [name]: value, ...rest } = weather;
    if (JSON.stringify(value) !== JSON.stringify(fairWeather[name])) yield { ...step, weather: rest };
  }
  if ((weather.after ?? 0) > 0) yield { ...step, weather: { ...weather, after: (weather.after ?? 0) - 1 } };
  const { faults } = weather;
  for (const fault of faults !== undefined && faults.length > 1 ? faults : [])
    yield { ...step, weather: { ...weather, faults: (faults ?? []).filter((other) => other !== fault) } };
  if (step.failing) yield { edits, weather };
}
