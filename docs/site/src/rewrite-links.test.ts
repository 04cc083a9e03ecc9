import { describe, expect, it } from "vitest";
import { rewriteLinks } from "./rewrite-links.ts";

const options = {
  file: "guide/functions.md",
  isPage: (file: string) => ["guide/context.md", "glossary.md"].includes(file),
  repository: "https://example.org/coco/blob/main/",
};

describe("links of a document, in the site", () => {
  it("stay as they are where they lead to another page, to a heading, or out of the project", () => {
    const text = "[a](context.md#keys) [b](../glossary.md) [c](#here) [d](https://example.org/x) ![e](picture.svg)";
    expect(rewriteLinks(text, options)).toBe(text);
  });

  it("lead into the repository where they lead to a file", () => {
    expect(rewriteLinks("see [`run.ts`](../../packages/core/src/app/run.ts).", options)).toBe(
      "see [`run.ts`](https://example.org/coco/blob/main/packages/core/src/app/run.ts).",
    );
  });

  it("are plain text where nobody knows where the repository can be read", () => {
    expect(rewriteLinks("see [`run.ts`](../../packages/run.ts).", { ...options, repository: undefined })).toBe(
      "see `run.ts`.",
    );
  });

  it("are left alone in code", () => {
    const text = "```ts\nconst a = b[0](../x.ts);\n```";
    expect(rewriteLinks(text, options)).toBe(text);
  });
});
