import * as coco from "@coco/core";

// #region functions
async function loadSettings(): Promise<{ readonly language: string }> {
  return { language: "en" };
}

async function indexShelf(shelf: string, language: string): Promise<void> {
  console.log(`shelf ${shelf} in ${language}`);
}
// #endregion

// #region mount
export const app = coco.app("Library", async function main() {
  // Waits until the child is done, gives its value, throws its error. Its path is @loadSettings: the function's name.
  const { language } = await coco.useMount(loadSettings);

  // Starts a child in the background. Two children of one function need paths of their own.
  await coco.mount(coco.subpath("shelf", "history"), indexShelf, "history", language);
  const poetry = await coco.mount(coco.subpath("shelf", "poetry"), indexShelf, "poetry", language);

  // Whoever needs to know waits until the child is written.
  await poetry.ready();
});
// #endregion

// #region within
export const nested = coco.app("Branches", async function main() {
  for (const city of ["Oslo", "Rome"]) {
    // Everything mounted inside stands beneath the city: Oslo/@loadSettings, Rome/@loadSettings.
    await coco.within(coco.subpath(city), async () => {
      const { language } = await coco.useMount(loadSettings);
      await coco.mount(indexShelf, city, language);
    });
  }
});
// #endregion

await app.update();
await nested.update();
const inspection = await coco.inspect(app);
for (const { name } of await inspection.apps()) {
  const stored = await inspection.app(name);
  const { children } = await stored.children([]);
  console.log(
    name,
    children.map((child) => child.displayPath),
  );
}
await inspection.close();
