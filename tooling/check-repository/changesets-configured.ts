import type { Rule } from "./rule.ts";

export const changesetsConfigured: Rule = {
  name: "changesets are configured, with independent versions",
  check: ({ text, files }) => {
    const file = ".changeset/config.json";
    if (!files.includes(file)) return [`${file} is missing`];
    const config = JSON.parse(text(file) ?? "{}") as { fixed?: unknown[]; linked?: unknown[]; baseBranch?: string };
    const found: string[] = [];
    if ((config.fixed ?? []).length + (config.linked ?? []).length > 0)
      found.push(`${file}: packages are versioned one by one, not fixed or linked`);
    if (config.baseBranch !== "main") found.push(`${file}: baseBranch must be main`);
    return found;
  },
};
