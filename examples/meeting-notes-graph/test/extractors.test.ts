import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { memoKey } from "@coco/core";
import { describe, expect, it, onTestFinished } from "vitest";
import { chooseExtractor } from "../src/choose-extractor.ts";
import { LlmExtractor } from "../src/llm-extractor.ts";
import { MarkdownExtractor } from "../src/markdown-extractor.ts";
import { resolvePeople } from "../src/resolve-people.ts";
import { tellApart } from "../src/tell-apart.ts";

describe("notes in a fixed form", () => {
  it("are read to the last task, whatever else stands there", async () => {
    const notes = [
      "# Notes",
      "",
      "## 2026-11-02: Planning",
      "**Present:** Ann Lee (host), Bob and Cid.",
      "First line,",
      "second line.",
      "",
      "More.",
      "- [x] Bob, Ann: ask: who comes? (due 2026-11-06)",
      "- [ ] nobody's task",
      "## Not a meeting",
      "## 2026-11-03 Empty",
    ].join("\r\n");
    expect(await new MarkdownExtractor().extract(notes)).toEqual([
      {
        heldOn: "2026-11-02",
        title: "Planning",
        host: "Ann Lee",
        attendees: ["Ann Lee", "Bob", "Cid"],
        summary: "First line, second line.",
        tasks: [
          { text: "ask: who comes?", owners: ["Bob", "Ann"], due: "2026-11-06", isDone: true },
          { text: "nobody's task", owners: [], due: null, isDone: false },
        ],
      },
      { heldOn: "2026-11-03", title: "Empty", host: null, attendees: [], summary: "", tasks: [] },
    ]);
  });
});

describe("tasks of the same words", () => {
  it("are told apart, each with the same name again when nothing changed", () => {
    const texts = ["order", "order", "order (2)", "order"];
    const names = tellApart(texts, (text) => text).map(([name]) => name);
    expect(names).toEqual(["order", "order (2)", "order (2) (2)", "order (3)"]);
  });
});

describe("names", () => {
  it("that begin a longer one mean it, if there is one such", () => {
    const names = resolvePeople(["Ann", "ann lee", "Ann Lee", "Bob", "Bob One", "Bob Two", " Cid"]);
    expect(Object.fromEntries(names)).toEqual(
      Object.fromEntries([
        [" Cid", "Cid"],
        ["Ann", "Ann Lee"],
        ["Ann Lee", "Ann Lee"],
        ["Bob", "Bob"],
        ["Bob One", "Bob One"],
        ["Bob Two", "Bob Two"],
        ["ann lee", "Ann Lee"],
      ]),
    );
  });
});

/** A service that answers as OpenAI's does. */
async function service(answers: readonly (readonly [status: number, content: string])[]) {
  const requests: { readonly headers: IncomingMessage["headers"]; readonly body: Record<string, unknown> }[] = [];
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    requests.push({ headers: request.headers, body: JSON.parse(text) as Record<string, unknown> });
    const [status, content] = answers[Math.min(requests.length, answers.length) - 1] as readonly [number, string];
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ choices: [{ message: { content } }] }));
  }
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/v1`, requests };
}

const meeting = { title: "T", heldOn: "2026-11-02", summary: "S", host: null, attendees: ["Ann"], tasks: [] };

describe("notes of any form", () => {
  it("go to a model when there is a key, again when its service is busy", async () => {
    const { requests, url } = await service([
      [503, ""],
      [200, JSON.stringify({ meetings: [meeting] })],
    ]);
    const extractor = chooseExtractor({ LLM_API_KEY: "k", LLM_BASE_URL: url, LLM_MODEL: "m" });
    expect(await extractor.extract("We met.")).toEqual([meeting]);
    expect(requests).toHaveLength(2);
    expect(requests[1]?.headers.authorization).toBe("Bearer k");
    expect(requests[1]?.body).toMatchObject({ model: "m", temperature: 0, messages: [{}, { content: "We met." }] });
    expect(chooseExtractor({})).toBeInstanceOf(MarkdownExtractor);
  });

  it("fail with what the model wrote when that is not what it was asked for", async () => {
    for (const content of ["no JSON", "{}", JSON.stringify({ meetings: [{ ...meeting, heldOn: "yesterday" }] })]) {
      const { url } = await service([[200, content]]);
      await expect(new LlmExtractor({ apiKey: "k", baseUrl: url, model: "m" }).extract("We met.")).rejects.toThrow(
        "is not what it was asked for",
      );
    }
  });

  it("count by the model and never by the key", () => {
    const one = new LlmExtractor({ apiKey: "s3cret", baseUrl: "http://a", model: "m" });
    expect(one[memoKey]()).toEqual(new LlmExtractor({ apiKey: "other", baseUrl: "http://b", model: "m" })[memoKey]());
    expect(JSON.stringify(one[memoKey]())).not.toContain("s3cret");
  });
});
