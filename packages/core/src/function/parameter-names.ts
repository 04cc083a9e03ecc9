const OPENING = "([{";
const CLOSING = ")]}";

/**
 * The names of a function's parameters, from its text as it runs. A pattern has the name "…"; of a text that is not
 * understood, none is given.
 */
export function parameterNames(text: string): readonly string[] {
  const single = /^(?:async\s+)?([\w$]+)\s*=>/.exec(text)?.[1];
  if (single !== undefined) return [single];
  const start = text.indexOf("(");
  if (start < 0) return [];
  const parameters: string[] = [];
  let depth = 0;
  let quote = "";
  let from = start + 1;
  for (let at = start; at < text.length; at++) {
    const character = text[at] as string;
    if (quote !== "") {
      if (character === "\\") at += 1;
      else if (character === quote) quote = "";
    } else if ("\"'`".includes(character)) quote = character;
    else if (OPENING.includes(character)) depth += 1;
    else if (character === "," && depth === 1) {
      parameters.push(text.slice(from, at));
      from = at + 1;
    } else if (CLOSING.includes(character)) {
      depth -= 1;
      if (depth > 0) continue;
      parameters.push(text.slice(from, at));
      break;
    }
  }
  return parameters.map(nameIn).filter((name) => name !== "");
}

function nameIn(parameter: string): string {
  const text = parameter.replaceAll(/\/\*.*?\*\/|\/\/.*$/gms, "").trim();
  return /^(?:\.\.\.)?([\w$]+)/.exec(text)?.[1] ?? (text === "" ? "" : "…");
}
