import type { ComparedContainer, Finding } from "@coco/core";
import { counted, formatCount } from "../output/numbers.ts";
import { style } from "../output/style.ts";
import { errorMessage, errorText } from "../report/error-text.ts";
import type { Checked } from "./check-store.ts";

/** What a check has found, for a person. */
export function checkLines(checked: Checked, limit: number): string[] {
  const { store, targets } = checked;
  const wrong = store.map(({ finding }) => finding).filter(({ kind }) => kind !== "unfinished");
  const unfinished = store.map(({ finding }) => finding).filter(({ kind }) => kind === "unfinished");
  return [
    "",
    wrong.length === 0
      ? style("green", "The store is in order.")
      : style("red", `${counted(wrong.length, "problem")} in the store:`),
    ...findingLines(wrong, limit),
    ...(unfinished.length === 0 ? [] : ["", `${counted(unfinished.length, "thing")} that the next update will do:`]),
    ...findingLines(unfinished, limit),
    ...targets.filter(({ outcome }) => outcome !== "not listed").flatMap((one) => containerLines(one, limit)),
    ...notListedLines(targets.filter(({ outcome }) => outcome === "not listed")),
  ];
}

function containerLines(compared: ComparedContainer, limit: number): string[] {
  const { container, error, foreign, missing, outcome, tracked } = compared;
  if (outcome === "failed") {
    const text = errorText(error).split("\n");
    return ["", `${container}: ${style("red", "it could not be looked at")}`, ...text.map((line) => `  ${line}`)];
  }
  const verdict =
    missing.length === 0
      ? style("green", "all that is tracked is there")
      : style("red", `${formatCount(missing.length)} of ${formatCount(tracked)} tracked are missing`);
  const others = foreign.length === 0 ? "" : `, and ${formatCount(foreign.length)} that nobody declared`;
  return ["", `${container}: ${verdict}${others}`, ...findingLines(missing, limit), ...findingLines(foreign, limit)];
}

function notListedLines(containers: readonly ComparedContainer[]): string[] {
  if (containers.length === 0) return [];
  const names = containers.map(({ container, tracked }) => `  ${container} (${formatCount(tracked)})`);
  return [
    "",
    style("dim", "not compared, since their connectors cannot list them:"),
    ...names.map((name) => style("dim", name)),
  ];
}

/** The findings, with one hint for those that follow each other and have the same. */
function findingLines(findings: readonly Finding[], limit: number): string[] {
  const shown = findings.slice(0, limit);
  const lines = shown.flatMap(({ hint, message, path }, index) => [
    `  ${path}  ${style("dim", message)}`,
    ...(shown[index + 1]?.hint === hint ? [] : [`    ${hint}`]),
  ]);
  const hidden = findings.length - shown.length;
  return hidden > 0 ? [...lines, style("dim", `  … ${formatCount(hidden)} more (--limit)`)] : lines;
}

/** The same for programs. */
export function checkData({ store, targets }: Checked): object {
  return {
    findings: store.map(({ app, finding }) => ({ app: app === "" ? null : app, ...finding })),
    targets: targets.map(({ error, ...rest }) => ({
      ...rest,
      error: error === undefined ? null : errorMessage(error),
    })),
  };
}
