import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Project } from "./testing/project.ts";

/** How often an update is stopped: a few times in every run of the tests, `COCO_PROVE_STOPS=200` to be sure. */
const STOPS = Number(process.env["COCO_PROVE_STOPS"] ?? 4);
const SEED = Number(process.env["COCO_PROVE_SEED"] ?? 1);
const FILES = 40;

let project: Project;
beforeEach(() => {
  project = Project.shouting({});
});
afterEach(() => project.dispose());

describe(`an update that is stopped at ${STOPS} instants (seed ${SEED})`, () => {
  it("goes on with the next one to what the sources say, whether it was stopped once or twice", async () => {
    const random = randomNumbers(SEED);
    const inputs: Record<string, string> = {};
    let longest = 500;
    let inTheMiddle = 0;
    for (let stop = 0; stop < STOPS; stop++) {
      const edits = edit(inputs, random);
      for (const name of edits.gone) project.remove(`in/${name}`);
      project.write(Object.fromEntries(edits.written.map((name) => [`in/${name}`, inputs[name] as string])));

      const running = project.start(["update"], { PAUSE: "20", COCO_MAX_IN_FLIGHT: "4" });
      const twice = random() < 0.3;
      const signal = random() < 0.7 ? "SIGINT" : "SIGTERM";
      const began = performance.now();
      await wait(random() * longest);
      running.kill(signal);
      if (twice) {
        await wait(260); // sooner it would be the first one, passed on
        running.kill(signal);
      }
      const stopped = await running.ended;
      longest = Math.max(longest, performance.now() - began);
      // Before it listens to signals, the process ends as any other; after its end there is nothing to stop.
      if (stopped.signal === null) expect([0, 130, 143]).toContain(stopped.code);
      else expect(stopped.signal).toBe(signal);
      expect(stopped.err).not.toContain("error:");
      if (stopped.out.includes("Shout: stopped after")) inTheMiddle += 1;

      const next = await project.coco(["update"]);
      expect(next.code, `after stop ${stop}: ${next.out}${next.err}`).toBe(0);
      expect(project.output(), `after stop ${stop}`).toEqual(shouted(inputs));
    }
    if (STOPS >= 20) expect(inTheMiddle).toBeGreaterThan(STOPS / 10);
    expect((await project.coco(["inspect", "main.ts", "--check"])).code).toBe(0);
  }, 3_600_000);
});

/** Changes some of the inputs: new ones, others, none. */
function edit(inputs: Record<string, string>, random: () => number): { written: string[]; gone: string[] } {
  const written: string[] = [];
  const gone: string[] = [];
  for (let number = 0; number < FILES; number++) {
    const name = `${number}.txt`;
    const chance = random();
    if (chance < 0.5) {
      inputs[name] = `text ${Math.floor(random() * 1e6)}`;
      written.push(name);
    } else if (chance < 0.7 && inputs[name] !== undefined) {
      delete inputs[name];
      gone.push(name);
    }
  }
  return { written, gone };
}

function shouted(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(inputs).map(([name, text]) => [name, text.toUpperCase()]));
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The same numbers for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
