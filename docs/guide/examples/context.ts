import * as coco from "@coco/core";

// #region keys
interface Translator {
  readonly language: string;
  translate(text: string): string;
}

const TRANSLATOR = coco.contextKey<Translator>("translator", { detectChange: true });
const GREETING = coco.contextKey<string>("greeting");
// #endregion

// #region lifespan
class Dictionary implements Translator {
  readonly language: string;
  constructor(language: string) {
    this.language = language;
  }
  translate(text: string): string {
    return `${text} (${this.language})`;
  }
}
coco.registerMemoKey(Dictionary, (dictionary) => dictionary.language);

let language = "fr"; // what a settings file might say

coco.lifespan(async (env) => {
  env.provide(TRANSLATOR, new Dictionary(language));
  env.provide(GREETING, "Hello");
  env.defer(() => console.log("  closed"));
});
// #endregion

// #region use
const greet = coco.fn({ memo: true }, async function greet(name: string) {
  const text = coco.useContext(TRANSLATOR).translate(`${coco.useContext(GREETING)} ${name}`);
  console.log(`  made "${text}"`);
  return text;
});

const app = coco.app("Greetings", async function main() {
  return greet("Ada");
});

console.log("first run:", await app.update());
console.log("again:", await app.update());
language = "es";
console.log("another language:", await app.update());
// #endregion

// #region start
const runtime = await coco.start();
try {
  console.log("outside of an app:", runtime.get(TRANSLATOR).translate("Good night"));
} finally {
  await runtime.stop();
}
// #endregion
