/** A part of a file: a function, a chapter, a table of settings. */
export interface Section {
  readonly stableId: string;
  readonly filePath: string;
  readonly language: string;
  readonly heading: string;
  readonly text: string;
}

const LANGUAGES: Readonly<Record<string, string>> = { rs: "rust", py: "python", md: "markdown", toml: "toml" };
const CODE_BOUNDARY = /^(?:pub struct |struct |pub fn |fn |class |def )([^({:]*)/u;

/** Cuts a file where something is defined or headed; what stands before the first such place goes with it, or is "file". */
export function sectionsOf(filePath: string, text: string): Section[] {
  const language = LANGUAGES[filePath.slice(filePath.lastIndexOf(".") + 1)] ?? "text";
  const found: { heading: string; lines: string[] }[] = [];
  let heading = "file";
  let lines: string[] = [];
  for (const line of linesOf(text)) {
    const boundary = boundaryOf(line.trim(), language);
    if (boundary !== undefined) {
      if (lines.length > 0) {
        found.push({ heading, lines });
        lines = [];
      }
      heading = boundary;
    }
    lines.push(line);
  }
  if (lines.length > 0) found.push({ heading, lines });
  const full = found.filter((section) => section.lines.some((line) => line.trim() !== ""));
  return (full.length > 0 ? full : [{ heading: "file", lines: linesOf(text) }]).map((section, index) => ({
    stableId: `${filePath}#${String(index).padStart(3, "0")}-${slug(section.heading)}`,
    filePath,
    language,
    heading: section.heading,
    text: section.lines.join("\n").trim(),
  }));
}

function linesOf(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function boundaryOf(line: string, language: string): string | undefined {
  if (language === "markdown") return /^##? (.*)$/u.exec(line)?.[1]?.trim();
  if (language === "toml") return line.startsWith("[") && line.endsWith("]") ? line.slice(1, -1).trim() : undefined;
  return CODE_BOUNDARY.exec(line)?.[1]?.trim();
}

function slug(heading: string): string {
  const words = heading.toLowerCase().match(/[\p{L}\p{N}]+/gu);
  return words === null ? "section" : words.join("-");
}
