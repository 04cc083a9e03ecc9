import * as coco from "@coco/core";

// #region version
/** What `render` does is told by its version alone: rewrite it freely, and raise the number when its output changes. */
export const render = coco.fn({ memo: true, version: 3 }, async function render(title: string, body: string) {
  return `# ${title}\n\n${body}`;
});
// #endregion

// #region deps
const LIMIT = Number(process.env["TITLE_LIMIT"] ?? 60);

/** The text of `LIMIT` never changes, its value may: so it is given as a dependency. */
export const shorten = coco.fn({ memo: true, deps: { LIMIT } }, async function shorten(title: string) {
  return title.slice(0, LIMIT);
});
// #endregion

// #region tracking
/** Log lines are no result: edits of `note`, and of what it calls, run nothing again. */
export const note = coco.fn({ logicTracking: "none" }, function note(line: string) {
  console.log(new Date().toISOString(), line);
});

/** Its own text and `version` count, what it calls does not. */
export const summarize = coco.fn({ memo: true, logicTracking: "self" }, async function summarize(text: string) {
  note(`summarizing ${text.length} characters`);
  return text.split(". ")[0] ?? "";
});
// #endregion

// #region memoKey
/** By position: the text counts without the case of its letters, the logger not at all. */
export const index = coco.fn(
  { memo: true, memoKey: [(text) => text.toLowerCase(), null] },
  async function index(text: string, log: (line: string) => void) {
    log(`indexing ${text}`);
    return text.toLowerCase().split(" ");
  },
);
// #endregion

// #region formerly
/** Was called `split` before, in this file: what was stored under that name still counts. */
export const cut = coco.fn({ memo: true, formerly: ["split"] }, async function cut(text: string) {
  return text.split("\n\n");
});
// #endregion

// #region batching
/** Callers pass one text and get one vector; calls made at the same time reach the function as one list. */
export const embed = coco.fn(
  { batching: true, maxBatchSize: 64, memo: "app" },
  async function embed(texts: string[], model: string) {
    return texts.map((text) => `${model}:${text.length}`);
  },
);

export async function embedAll(texts: readonly string[]): Promise<string[]> {
  return coco.map(texts, (text) => embed(text, "small"));
}
// #endregion

// #region volatile
export const fetchPrice = coco.fn({ memo: true }, async function fetchPrice(url: string) {
  const response = await fetch(url);
  if (!response.ok) {
    coco.volatile(); // an answer for now: it is used in this run, and asked for again in the next one
    return undefined;
  }
  return response.text();
});
// #endregion
