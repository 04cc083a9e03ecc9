import { describe, expect, it } from "vitest";
import { sameExamples } from "./same-examples.ts";

const main = (store: string, address: string, more = ""): string =>
  `import * as graph from "@coco/connector-${store}";\nconst url = process.env["GRAPH_URL"] ?? "${address}";\n${more}`;

function check(texts: Readonly<Record<string, string>>): readonly string[] {
  return sameExamples.check({ root: ".", files: Object.keys(texts), text: (file) => texts[file], packages: [] });
}

describe("examples for one store or another", () => {
  it("are the same when they differ in the import and the address, and have tests of their own", () => {
    expect(
      check({
        "examples/meeting-notes-graph-a/main.ts": main("a", "a://host"),
        "examples/meeting-notes-graph-b/main.ts": main("b", "b://./folder"),
        "examples/meeting-notes-graph-b/test/example.test.ts": "other",
        "examples/text-embedding-b/main.ts": "other",
      }),
    ).toEqual([]);
  });

  it("are not when anything else does", () => {
    expect(
      check({
        "examples/meeting-notes-graph-a/main.ts": main("a", "a://host"),
        "examples/meeting-notes-graph-b/main.ts": main("b", "b://host", "prepare();"),
        "examples/meeting-notes-graph-c/main.ts": main("a", "c://host"),
      }),
    ).toEqual([
      "examples/meeting-notes-graph-b/main.ts differs from examples/meeting-notes-graph-a/main.ts",
      "examples/meeting-notes-graph-c/main.ts differs from examples/meeting-notes-graph-a/main.ts",
    ]);
  });
});
