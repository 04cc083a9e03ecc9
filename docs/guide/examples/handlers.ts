import * as coco from "@coco/core";

// #region program
coco.lifespan((env) => {
  env.onException((error, { displayPath }) => console.log(`  environment: ${displayPath}: ${String(error)}`));
});

async function read(text: string): Promise<void> {
  throw new Error(`${text} cannot be read`);
}

const app = coco.app("Handlers", async function main() {
  await coco.exceptionHandler(
    (error, { displayPath, kind }) => {
      if (displayPath.endsWith("draft")) {
        console.log(`  drafts may fail: ${displayPath} (${kind})`);
        return; // handled
      }
      throw error; // the next handler outwards gets it
    },
    () =>
      coco.mountEach(
        [
          ["draft", "notes"],
          ["final", "report"],
        ],
        read,
      ),
  );
});

const report = await app.update({ failures: "report" });
console.log(
  report.status,
  report.failures.map(({ path, handled }) => `${path}: ${handled ? "handled" : "not handled"}`),
);
// #endregion
