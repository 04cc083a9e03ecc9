import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mount } from "../index.ts";
import { openStateStore } from "../store/index.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";
import { type LogicVersion, logicVersions } from "./logic-version.ts";

let test: TestApp;

beforeEach(() => {
  test = new TestApp();
});
afterEach(() => test.dispose());

async function versionsOf(identity: string): Promise<readonly LogicVersion[]> {
  const store = await openStateStore({ path: test.storePath, readOnly: true });
  const versions = await logicVersions(await store.app("Test"), identity);
  await store.close();
  return versions;
}

/** Runs an app whose function has this version, on this text. */
const run = (version: number, text = "x") =>
  test.succeed(() =>
    mount(
      wrap("edited", { memo: true, version }, (given: string) => given),
      text,
    ),
  );

describe("what is kept of the code of a function", () => {
  it("is a version for each time that results began to depend on another one, and of those the last five", async () => {
    await run(1);
    await run(1);
    await run(1, "y"); // other work with the same code
    expect((await versionsOf("edited")).map(({ run: number }) => number)).toEqual([1]);
    for (let version = 2; version <= 7; version++) await run(version);
    const versions = await versionsOf("edited");
    expect(versions.map(({ parts }) => parts[0])).toEqual(
      [3, 4, 5, 6, 7].map((version) => ({
        name: "version",
        file: "",
        line: 0,
        hash: `${version}`,
        text: `${version}`,
      })),
    );
    expect(versions.at(-1)).toMatchObject({ identity: "edited", parameters: ["given"] });
  });

  it("has a version once more that came back, and not twice in a row", async () => {
    for (const version of [1, 2, 1, 1, 3]) await run(version, "x");
    await run(3, "y");
    const versions = await versionsOf("edited");
    expect(versions.map(({ parts, run: number }) => [number, parts[0]?.text])).toEqual([
      [1, "1"],
      [2, "2"],
      [3, "1"],
      [4, "3"],
    ]);
  });

  it("is nothing where no result depends on it", async () => {
    await test.succeed(() => mount(wrap("plain", {}, () => undefined)));
    expect(await versionsOf("plain")).toEqual([]);
  });

  it("goes with the app", async () => {
    await run(1);
    await test.drop();
    expect(await versionsOf("edited")).toEqual([]);
  });
});
