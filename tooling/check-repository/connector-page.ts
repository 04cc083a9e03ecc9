import type { Repository, Rule } from "./rule.ts";

/** The sections that every page has, in this order; what else a connector needs to say stands between them. */
const SECTIONS = ["Quick start", "Capabilities", "Limits", "Errors"] as const;

/** What the table under "Capabilities" says of every connector: the first cells of its rows. */
const CAPABILITIES = ["target", "source", "a batch", "after a failure"] as const;

/** Who knows one connector's page finds the same things at the same places of every other. */
export const connectorPage: Rule = {
  name: "the page of a connector keeps to the template (docs/contributing/add-a-connector.md, 8)",
  check: (repository) =>
    repository.packages
      .map(({ folder }) => folder)
      .filter((folder) => folder.startsWith("packages/connector-"))
      .flatMap((folder) => problemsOf(folder.slice("packages/connector-".length), repository)),
};

function problemsOf(name: string, { text }: Repository): string[] {
  const file = `docs/connectors/${name}.md`;
  const page = text(file);
  if (page === undefined) return []; // the rule of the connector's shape tells of it
  const sections = sectionsOf(page);
  const problems: string[] = [];
  const head = sections[0]?.text ?? "";
  if (!/^# \S/.test(head)) problems.push("does not begin with a title");
  if (!new RegExp(`^npm install\\b.*@coco/connector-${name}(?![\\w-])`, "m").test(head)) {
    problems.push(`has no \`npm install … @coco/connector-${name}\` above its first section`);
  }
  const places = SECTIONS.map((title) => sections.findIndex((section) => section.title === title));
  for (const [index, title] of SECTIONS.entries()) {
    if ((places[index] as number) < 0) problems.push(`has no section "## ${title}"`);
  }
  const found = places.filter((place) => place >= 0);
  if (found.some((place, index) => index > 0 && place < (found[index - 1] as number))) {
    problems.push(`has its sections in another order than: ${SECTIONS.join(", ")}`);
  }
  for (const { title, text: content } of sections) problems.push(...problemsOfSection(title, content));
  if (!/^```text examples\//m.test(page)) problems.push("does not show what an example prints (```text examples/…)");
  if (!/^\| option \| default \|/m.test(page)) problems.push('has no table of options ("| option | default | |")');
  if (!/^\|.*\| (?:stored|read) as \|/m.test(page)) {
    problems.push('has no table of types, with a column "stored as" or "read as"');
  }
  return problems.map((problem) => `${file} ${problem}`);
}

function problemsOfSection(title: string | undefined, content: string): string[] {
  if (title === "Quick start" && !/^```ts examples\//m.test(content)) {
    return ["shows no example under Quick start (```ts examples/…)"];
  }
  if (title === "Limits" && content.trim() === "") return ["says nothing under Limits"];
  if (title !== "Capabilities") return [];
  return CAPABILITIES.filter((row) => !new RegExp(`^\\| ${row} \\| [^|\\s]`, "m").test(content)).map(
    (row) => `does not say under Capabilities: "| ${row} | … |"`,
  );
}

interface Section {
  /** Undefined of what stands above the first one. */
  readonly title: string | undefined;
  /** What stands under the title. */
  readonly text: string;
}

function sectionsOf(page: string): Section[] {
  const [head = "", ...sections] = page.split(/^## /m);
  const titled = sections.map((section) => {
    const [title = "", ...lines] = section.split("\n");
    return { title: title.trim(), text: lines.join("\n") };
  });
  return [{ title: undefined, text: head }, ...titled];
}
