import { describe, expect, it } from "vitest";
import { connectorShape } from "./connector-shape.ts";

function check(files: Readonly<Record<string, string>>): readonly string[] {
  const packages = [{ folder: "packages/connector-db", manifest: { name: "@coco/connector-db" } }];
  return connectorShape.check({ root: ".", files: Object.keys(files), text: (file) => files[file], packages });
}

describe("a connector", () => {
  it("is in order with a contract test, a page, a class of errors and names of its own", () => {
    const whole = {
      "packages/connector-db/README.md": "[page](../../docs/connectors/db.md)",
      "packages/connector-db/src/index.ts": 'export { DbError } from "./db-error.ts";',
      "packages/connector-db/src/mount-table.ts": 'registerRootTargets("coco.db.table", new TableHandler());',
      "packages/connector-db/src/contract.test.ts": "testTarget({ name })",
      "docs/connectors/db.md": "# Db",
    };
    expect(check(whole)).toEqual([]);
  });

  it("is told what it lacks", () => {
    const found = check({
      "packages/connector-db/README.md": "",
      "packages/connector-db/src/index.ts": 'registerRootTargets(\n  "db.table", handler)',
    });
    expect(found).toEqual([
      "packages/connector-db: no test hands it to testTarget or testSource of @coco/connectorkit/testing",
      "packages/connector-db: there is no docs/connectors/db.md",
      "packages/connector-db: README.md does not lead to docs/connectors/db.md",
      "packages/connector-db: src/index.ts exports no class of errors",
      'packages/connector-db: the target states "db.table" are not called coco.db.…',
    ]);
  });
});
