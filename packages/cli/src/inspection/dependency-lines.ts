import type { Dependencies, FunctionVersion } from "@coco/core";
import { style } from "../output/style.ts";
import { tableLines } from "../output/table.ts";

/** What a stored result depends on besides its arguments, one line each. */
export function dependencyLines({ containers, contexts, functions }: Dependencies): string[] {
  const rows = [
    ...functions.map((one) => ["  function", one.name, placeOf(one), versionOf(one)]),
    ...contexts.map((name) => ["  context", name]),
    ...containers.map((name) => ["  container", name]),
  ];
  return tableLines(rows, 4);
}

function placeOf({ file, line }: FunctionVersion): string {
  return file === undefined ? "" : `${file}:${line}`;
}

function versionOf({ since, version }: FunctionVersion): string {
  return style("dim", `version ${version}${since === undefined ? "" : `, since run ${since.number}`}`);
}
