import { literal } from "../literal.ts";
import type { ProgramState } from "./program-history.ts";

/** Programs that follow each other as a test that can be pasted beside that of `random-programs.test.ts`. */
export function printedPrograms(states: readonly ProgramState[]): string {
  const lines = states.map((state) => {
    const { shapes, ...rest } = state;
    const functions = shapes.map((shape) => `          ${literal(shape)},\n`).join("");
    const fields = Object.entries(rest).map(([name, value]) => `        ${name}: ${literal(value)},\n`);
    return `      {\n        shapes: [\n${functions}        ],\n${fields.join("")}      },`;
  });
  return [`  it("…", async () => {`, `    await agreesWithScratch([`, ...lines, `    ]);`, `  });`].join("\n");
}
