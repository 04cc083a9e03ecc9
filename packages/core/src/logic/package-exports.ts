/**
 * Picks from an `exports` or `imports` map of a `package.json` what Node's own rules pick: the exact key, else the
 * pattern with the longest part before its star; conditions in the map's order.
 */
export function pickTarget(map: unknown, key: string, conditions: ReadonlySet<string>): string | undefined {
  const isTable = typeof map === "object" && map !== null && !Array.isArray(map);
  const keys = isTable ? Object.keys(map) : [];
  const isSubpaths = keys.some((name) => name.startsWith(".") || name.startsWith("#"));
  const table = (isSubpaths ? map : { ".": map }) as { readonly [key: string]: unknown };
  if (Object.hasOwn(table, key) && !key.includes("*")) return pickCondition(table[key], conditions, "");
  const pattern = Object.keys(table)
    .filter((name) => matches(name, key))
    .sort((a, b) => b.indexOf("*") - a.indexOf("*") || b.length - a.length)[0];
  if (pattern === undefined) return undefined;
  const star = pattern.indexOf("*");
  return pickCondition(table[pattern], conditions, key.slice(star, key.length - (pattern.length - star - 1)));
}

function matches(pattern: string, key: string): boolean {
  const star = pattern.indexOf("*");
  if (star < 0 || key.length < pattern.length) return false;
  return key.startsWith(pattern.slice(0, star)) && key.endsWith(pattern.slice(star + 1));
}

function pickCondition(target: unknown, conditions: ReadonlySet<string>, star: string): string | undefined {
  if (typeof target === "string") return target.replaceAll("*", star);
  if (typeof target !== "object" || target === null) return undefined;
  const choices = Array.isArray(target) ? target.map((item) => ["default", item] as const) : Object.entries(target);
  for (const [condition, choice] of choices) {
    if (condition !== "default" && !conditions.has(condition)) continue;
    const picked = pickCondition(choice, conditions, star);
    if (picked !== undefined) return picked;
  }
  return undefined;
}

const OPTION = /^(?:-C|--conditions)(?:=(.+))?$/;

/** The conditions that this process resolves `import` with. */
export function processConditions(
  args: readonly string[] = process.execArgv,
  options: string = process.env["NODE_OPTIONS"] ?? "",
): ReadonlySet<string> {
  const conditions = new Set(["node", "import", "module-sync", "node-addons"]);
  const words = [...options.split(/\s+/), ...args];
  for (const [index, word] of words.entries()) {
    const option = OPTION.exec(word);
    const name = option?.[1] ?? (option === null ? undefined : words[index + 1]);
    if (name !== undefined) conditions.add(name);
  }
  return conditions;
}
