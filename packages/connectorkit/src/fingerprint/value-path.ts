/** One step into a value: an index, a property, or words for what is neither. */
export type ValuePathStep = number | string | symbol | { readonly words: string };

/** Where inside a value something stands, written as the code that reads it: `options[1].parser`. */
export function formatValuePath(root: string, steps: readonly ValuePathStep[]): string {
  let path = root;
  for (const step of steps) {
    if (typeof step === "number") path += `[${step}]`;
    else if (typeof step === "symbol") path += `[${String(step)}]`;
    else if (typeof step === "object") path += step.words;
    else if (/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(step)) path += `.${step}`;
    else path += `[${JSON.stringify(step)}]`;
  }
  return path;
}
