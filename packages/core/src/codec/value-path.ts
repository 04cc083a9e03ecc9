/** How one part of a value is reached from the one that holds it: a property or index, else the words as they stand. */
export type PathStep = string | number | { readonly words: string };

/** Of a longer way the beginning and the end tell where it is. */
const LONGEST = 40;
const OMITTED: PathStep = { words: "…" };

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** The way into a value called `root` as a programmer would write it: `result.rows[3]["a b"]`. */
export function formatPath(root: string, all: readonly PathStep[]): string {
  const steps = all.length <= LONGEST ? all : [...all.slice(0, LONGEST / 2), OMITTED, ...all.slice(-LONGEST / 2)];
  return steps.reduce<string>((path, step) => {
    if (typeof step === "object") return `${path}${step.words}`;
    if (typeof step === "number") return `${path}[${step}]`;
    return identifier.test(step) ? `${path}.${step}` : `${path}[${JSON.stringify(step)}]`;
  }, root);
}
