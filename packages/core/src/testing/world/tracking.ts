import { expect } from "vitest";
import { checkStore } from "../check-store.ts";
import { type Contents, rowNames } from "./expected-contents.ts";
import { nameInStore } from "./target-names.ts";
import { usersGroup, usersTable } from "./world.ts";

/**
 * Whatever came, the store is consistent and knows of everything that stands in the target. Gives what it tracks.
 * `settled`: nothing may be left to do either.
 */
export async function checkTracking(store: string, contents: Contents, settled: boolean): Promise<readonly string[]> {
  const { problems, tracked } = await checkStore(store, "Test", settled);
  expect(problems.join("\n")).toBe("");
  const unfinished = settled ? [] : (await checkStore(store, "Test", true)).problems;
  const known = new Set(tracked);
  const { groups, tables } = contents;
  const containers = [...groups, ...Object.keys(tables)].filter((name) => name !== usersTable && name !== usersGroup);
  for (const name of [...containers, ...rowNames(contents)]) {
    if (!isForgotten(name, unfinished)) expect(known).toContain(nameInStore(name));
  }
  return tracked;
}

/** What lies in a container that is about to be made anew may be forgotten before that has come true. */
function isForgotten(name: string, unfinished: readonly string[]): boolean {
  const [table = "", key] = name.split("/");
  const [group = ""] = table.split(".");
  const containers = [...(key === undefined ? [] : [table]), ...(group === table ? [] : [group])].map(nameInStore);
  return containers.some((container) => unfinished.some((line) => line.includes(`${container}:`)));
}
