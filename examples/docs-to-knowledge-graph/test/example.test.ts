import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import * as graph from "@coco/connector-neo4j";
import { startService, type StartedService } from "@coco-internal/services";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MarkedTerms } from "../facts.ts";

const EXAMPLE = path.resolve(import.meta.dirname, "..");
const GUIDE = path.resolve(EXAMPLE, "..", "..", "docs", "guide");
const COMMAND = path.join(EXAMPLE, "node_modules", "@coco", "cli", "bin", "coco.mjs");
const hasServer = (process.env["COCO_TEST_NEO4J"] ?? process.env["COCO_SERVICES"] ?? "server") === "server";

describe("marked terms", () => {
  it("are entities, and statements where a verb stands between two", async () => {
    const text = readFileSync(path.join(EXAMPLE, "docs", "kitchen.md"), "utf8");
    expect(await new MarkedTerms().find(text)).toEqual({
      mentions: { oven: 2, electricity: 1, baker: 1, "tea pot": 1 },
      statements: [
        { subject: "oven", predicate: "needs", object: "electricity" },
        { subject: "baker", predicate: "uses", object: "oven" },
      ],
    });
  });

  it("may have any name, such as one that every object of JavaScript knows", async () => {
    const { mentions } = await new MarkedTerms().find(
      "The `constructor` and `__proto__`, and the `constructor` again.",
    );
    expect(Object.entries(mentions)).toEqual([
      ["constructor", 2],
      ["__proto__", 1],
    ]);
  });
});

// skipped: there is no Neo4j server on this machine, and nothing to stand in for it
describe.skipIf(!hasServer)("the example with a real server", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "coco-knowledge-"));
  const docs = path.join(folder, "docs");
  let server: StartedService;
  let connection: graph.Connection;

  const run = async (store: string, ...args: string[]): Promise<string> => {
    const environment = { GRAPH_URL: server.url, COCO_DB: path.join(folder, store), FORCE_COLOR: "0", LLM_API_KEY: "" };
    const { stdout } = await promisify(execFile)(process.execPath, ["--conditions=coco-source", ...args], {
      cwd: EXAMPLE,
      env: { ...process.env, ...environment },
    });
    return stdout;
  };
  const update = (dir = docs, store = "state.db") =>
    run(store, COMMAND, "update", "main.ts", "--set", `dir=${dir}`, "--quiet");
  /** The whole graph, as lines. */
  const content = async (): Promise<string[]> => {
    const session = connection.driver.session();
    const nodes = await session.run(
      "MATCH (n) RETURN labels(n)[0] + ' ' + coalesce(n.file, n.name) + ' ' + coalesce(n.title, '' + n.documents) AS line",
    );
    const relations = await session.run(
      "MATCH (a)-[r]->(b) RETURN coalesce(a.file, a.name) + ' ' + type(r) + ' ' + b.name + ' ' + coalesce(r.predicate + ' ' + r.file, '' + r.times) AS line",
    );
    await session.close();
    return [...nodes.records, ...relations.records].map((record) => String(record.get("line"))).sort();
  };

  beforeAll(async () => {
    cpSync(path.join(EXAMPLE, "docs"), docs, { recursive: true });
    server = await startService("neo4j");
    connection = await graph.connect(server.url);
  }, 300_000);
  afterAll(async () => {
    await connection.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it("makes a graph that can be asked", { timeout: 180_000 }, async () => {
    await update();
    const answer = "oven (in 1 documents)\n  baker uses oven (kitchen.md)\n  oven needs electricity (kitchen.md)\n";
    expect(await run("state.db", "ask.ts", "oven")).toBe(answer);
    // Signs that the index would read as its own language.
    expect(await run("state.db", "ask.ts", "(what's an OVEN?)/")).toBe(answer);
    expect(await content()).toContain("Entity tea pot 2");
  });

  it("follows the documents: what only one of them named goes with it", { timeout: 180_000 }, async () => {
    rmSync(path.join(docs, "kitchen.md"));
    const tea = path.join(docs, "tea.md");
    writeFileSync(tea, readFileSync(tea, "utf8").replace("holds **tea**", "needs **water**"));
    await update();
    expect((await content()).filter((line) => line.startsWith("Entity"))).toEqual([
      "Entity Green tea 1",
      "Entity Tea 1",
      "Entity camellia 1",
      "Entity tea 1",
      "Entity tea cosy 1",
      "Entity tea pot 1",
      "Entity water 1",
    ]);
  });

  it("ends with the graph of a first run, on this repository's guide too", { timeout: 300_000 }, async () => {
    await update(GUIDE);
    const followed = await content();
    expect(followed.length).toBeGreaterThan(200);
    await run("state.db", COMMAND, "drop", "main.ts", "--yes");
    expect(await content()).toEqual([]);
    await update(GUIDE, "other.db");
    expect(await content()).toEqual(followed);
  });
});
