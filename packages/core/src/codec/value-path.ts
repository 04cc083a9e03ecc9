/** How one part of a value is reached from the one that holds it: a property or index, else the words as they stand. */
export type PathStep = string | number | { readonly words: string };

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** The way into a value as a programmer would write it: `result.rows[3]["a b"]`. */
export function formatPath(steps: readonly PathStep[]): string {
  return steps.reduce<string>((path, step) => {
    if (typeof step === "object") return `${path}${step.words}`;
    if (typeof step === "number") return `${path}[${step}]`;
    return identifier.test(step) ? `${path}.${step}` : `${path}[${JSON.stringify(step)}]`;
  }, "result");
}
