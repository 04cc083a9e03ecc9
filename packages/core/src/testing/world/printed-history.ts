import { literal } from "../literal.ts";
import { type Item, ordinaryItem } from "./world.ts";
import type { Edit } from "./world-edits.ts";
import { fairWeather, type Step, type Weather } from "./random-history.ts";

/** What of a weather matters by its kind; the rest is left out of what is printed. */
const USES: Readonly<Record<Weather["kind"], readonly (keyof Weather)[]>> = {
  fair: ["preview"],
  reprocess: ["preview"],
  drop: ["faults", "reportsActions"],
  faults: ["faults", "reportsActions"],
  "passing faults": ["faults", "reportsActions", "preview"],
  store: ["after"],
  crash: ["after"],
  "crash in a sink": ["after"],
  stop: ["after"],
};

/** A history as a test that can be pasted beside the others of `testing/world`. */
export function printedHistory(steps: readonly Step[]): string {
  const lines = steps.map(({ edits, failing, weather }) => {
    const edited = edits.map((edit) => `\n        ${literal(shortEdit(edit))},`).join("");
    const more = failing ? "\n      failing: true," : "";
    return `    await run.step({\n      edits: [${edited}${edited === "" ? "" : "\n      "}],\n      weather: ${literal(short(weather))},${more}\n    });`;
  });
  return [
    `  it("…", async () => {`,
    `    const run = new WorldRun();`,
    ...lines,
    `    await run.finish();`,
    `    run.dispose();`,
    `  });`,
  ].join("\n");
}

function short(given: Partial<Weather>): Partial<Weather> {
  const weather = { ...fairWeather, ...given };
  const used = new Set<string>(["kind", "maxInFlight", "ordered", "turns", ...USES[weather.kind]]);
  const differs = ([name, value]: [string, unknown]): boolean =>
    used.has(name) && JSON.stringify(value) !== JSON.stringify(fairWeather[name as keyof Weather]);
  return Object.fromEntries(Object.entries(weather).filter(differs));
}

function shortEdit(edit: Edit): object {
  if (edit.edit !== "item") return edit;
  const usual = { ...ordinaryItem, rows: [] };
  return Object.fromEntries(
    Object.entries(edit).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(usual[name as keyof Item])),
  );
}
