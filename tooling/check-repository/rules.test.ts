import { describe, expect, it } from "vitest";
import { changesetsConfigured } from "./changesets-configured.ts";
import { dependencyDirection } from "./dependency-direction.ts";
import { explainedSkips } from "./explained-skips.ts";
import { fileNames } from "./file-names.ts";
import { fileSize } from "./file-size.ts";
import { noDefaultExports } from "./no-default-exports.ts";
import { noMachineTraces } from "./no-machine-traces.ts";
import { packageManifest } from "./package-manifest.ts";
import type { Repository } from "./rule.ts";

function repository(files: Readonly<Record<string, string>>): Repository {
  const packages = Object.keys(files)
    .filter((file) => file.endsWith("/package.json"))
    .map((file) => ({ folder: file.replace("/package.json", ""), manifest: JSON.parse(files[file] ?? "{}") }));
  return { root: ".", files: Object.keys(files), text: (file) => files[file], packages };
}

function manifest(name: string, more: object = {}): string {
  const dist = { types: "./dist/index.d.mts", default: "./dist/index.mjs" };
  return JSON.stringify({
    name,
    license: "Apache-2.0",
    exports: { ".": { "coco-source": "./src/index.ts", ...dist } },
    publishConfig: { exports: { ".": dist } },
    ...more,
  });
}

describe("dependencies point down only", () => {
  it("a connector may use the kit, but neither depend on the engine nor import it", () => {
    const fine = manifest("@coco/connector-x", {
      dependencies: { "@coco/connectorkit": "workspace:^" },
      devDependencies: { "@coco/core": "workspace:^" },
    });
    const test = 'import { app } from "@coco/core";';
    expect(
      dependencyDirection.check(
        repository({ "packages/connector-x/package.json": fine, "packages/connector-x/src/a.test.ts": test }),
      ),
    ).toEqual([]);
    expect(
      dependencyDirection.check(
        repository({ "packages/connector-x/package.json": fine, "packages/connector-x/src/a.ts": test }),
      ),
    ).toEqual(["packages/connector-x/src/a.ts: @coco/connector-x must not import @coco/core"]);
    const wrong = manifest("@coco/connector-x", { peerDependencies: { "@coco/core": "workspace:^" } });
    expect(dependencyDirection.check(repository({ "packages/connector-x/package.json": wrong }))).toHaveLength(1);
  });

  it("the kit imports nothing of ours, the engine only the kit", () => {
    const kit = {
      "packages/connectorkit/package.json": manifest("@coco/connectorkit"),
      "packages/connectorkit/src/a.ts": 'export * from "@coco/ops-text";',
    };
    expect(dependencyDirection.check(repository(kit))).toHaveLength(1);
    const core = {
      "packages/core/package.json": manifest("@coco/core"),
      "packages/core/src/a.ts": 'export * from "@coco/connectorkit";\nawait import("@coco/connector-x");',
    };
    expect(dependencyDirection.check(repository(core))).toEqual([
      "packages/core/src/a.ts: @coco/core must not import @coco/connector-x",
    ]);
  });
});

describe("a package's manifest", () => {
  it("is accepted when complete", () => {
    expect(
      packageManifest.check(
        repository({ "packages/core/package.json": manifest("@coco/core"), "packages/core/README.md": "# core" }),
      ),
    ).toEqual([]);
  });

  it("needs a README, a licence, its folder's name, and the same exports for its users", () => {
    const found = packageManifest.check(
      repository({ "packages/core/package.json": manifest("@coco/engine", { license: "MIT", publishConfig: {} }) }),
    );
    expect(found).toHaveLength(4);
  });
});

it("a default export is found, and one in a tool's configuration is not", () => {
  expect(
    noDefaultExports.check(
      repository({ "packages/a/src/b.ts": "export default 1;", "packages/a/tsdown.config.ts": "export default 1;" }),
    ),
  ).toHaveLength(1);
});

it("a file over 300 lines and a drawer are found", () => {
  const long = "a;\n".repeat(301);
  expect(
    fileSize.check(repository({ "packages/a/src/b.ts": long, "packages/a/src/c.ts": long.slice(3) })),
  ).toHaveLength(1);
  expect(
    fileNames.check(
      repository({
        "packages/a/src/utils.ts": "",
        "packages/a/src/helpers/b.ts": "",
        "packages/a/src/aB.ts": "",
        "packages/a/src/commons.ts": "",
      }),
    ),
  ).toHaveLength(3);
});

it("registry hosts and machine paths are found", () => {
  const host = ["registry", "npmjs", "org"].join(".");
  const path = ["", "home", "someone", "x"].join("/");
  expect(
    noMachineTraces.check(
      repository({ a: `see ${host}`, b: `cd ${path}`, c: "https://example.org/home/a and ./work/b" }),
    ),
  ).toHaveLength(2);
});

it("a skip without a reason is found", () => {
  const skip = ["it", "skip('x')"].join(".");
  expect(
    explainedSkips.check(repository({ "a.test.ts": skip, "b.test.ts": `// skipped: needs a paid account\n${skip}` })),
  ).toHaveLength(1);
});

it("changesets must be there and version packages one by one", () => {
  expect(changesetsConfigured.check(repository({}))).toHaveLength(1);
  expect(
    changesetsConfigured.check(repository({ ".changeset/config.json": '{"baseBranch":"main","fixed":[["a"]]}' })),
  ).toHaveLength(1);
  expect(changesetsConfigured.check(repository({ ".changeset/config.json": '{"baseBranch":"main"}' }))).toEqual([]);
});
