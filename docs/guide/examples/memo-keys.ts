import * as coco from "@coco/core";

// #region key
/** An instance is its name and level; the cache in it does not matter. */
class Tokenizer {
  readonly name: string;
  readonly level: number;
  readonly cache = new Map<string, string[]>();

  constructor(name: string, level: number) {
    this.name = name;
    this.level = level;
  }

  [coco.memoKey](): unknown {
    return [this.name, this.level];
  }

  split(text: string): string[] {
    return text.split(" ").slice(0, this.level);
  }
}

const tokenize = coco.fn({ memo: true }, async function tokenize(text: string, tokenizer: Tokenizer) {
  console.log("  tokenizing");
  return tokenizer.split(text);
});
// #endregion

// #region state
/** A page of a web site: its address says which page it is, its version whether it is as it was. */
class Page {
  readonly address: string;
  readonly version: string;
  readonly text: string;

  constructor(address: string, version: string, text: string) {
    this.address = address;
    this.version = version;
    this.text = text;
  }

  [coco.memoKey](): unknown {
    return this.address;
  }

  [coco.memoState](previous: PageState | undefined): coco.MemoStateOutcome<PageState> {
    const state = { version: this.version, length: this.text.length };
    // A new version with a text of the same length counts as the same page: this is only an example.
    const valid = previous?.version === this.version || previous?.length === this.text.length;
    return { state, valid };
  }
}

interface PageState {
  readonly version: string;
  readonly length: number;
}

const titleOf = coco.fn({ memo: true }, async function titleOf(page: Page) {
  console.log(`  reading ${page.address}`);
  return page.text.split("\n")[0] ?? "";
});
// #endregion

// #region program
const app = coco.app(
  "Keys",
  async function main({ level, page }: { level: number; page: Page }) {
    await tokenize("one two three", new Tokenizer("words", level));
    await titleOf(page);
  },
  { level: 2, page: new Page("/start", "v1", "Start\nWelcome") },
);

console.log("first run");
await app.update();
console.log("other objects, the same keys and states");
await app.update({ params: { level: 2, page: new Page("/start", "v1", "Start\nWelcome") } });
console.log("another level, and a version that is valid still");
await app.update({ params: { level: 3, page: new Page("/start", "v2", "Start\nWelcomE") } });
console.log("another text");
await app.update({ params: { level: 3, page: new Page("/start", "v3", "Start\nGood bye") } });
// #endregion

// #region foreign
/** A class of somebody else's. */
class ThirdPartyClock {
  readonly zone: string;
  constructor(zone: string) {
    this.zone = zone;
  }
}
coco.registerMemoKey(ThirdPartyClock, (clock) => clock.zone);
// #endregion
