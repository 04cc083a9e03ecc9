import { memoKey } from "@coco/core";
import type { ExtractedMeeting, ExtractedTask, MeetingExtractor } from "./extractor.ts";

/** `## 2026-11-22 Weekly planning` */
const heading = /^#{1,3}\s+(\d{4}-\d{2}-\d{2})[:,\s]+(.+?)\s*$/;
/** `Present: Ann Lee (host), Bob` */
const present = /^\**(?:present|attendees|participants)\**\s*:\**\s*(.+)$/i;
/** `- [x] Ann Lee, Bob: order cups (due 2026-12-01)` */
const task = /^[-*]\s+\[([ xX])\]\s+(?:([^:]+):\s+)?(.+?)(?:\s*\(due\s+(\d{4}-\d{2}-\d{2})\))?\s*$/;

/** Reads notes that keep to a form: a heading with the day, a line of who was there, tasks as a list of check boxes. The same notes always give the same. */
export class MarkdownExtractor implements MeetingExtractor {
  [memoKey](): unknown {
    return "markdown 1"; // raised when the same notes give something else
  }

  extract(notes: string): Promise<readonly ExtractedMeeting[]> {
    const meetings: ExtractedMeeting[] = [];
    let lines: string[] = [];
    for (const line of notes.split(/\r?\n/).toReversed()) {
      const found = heading.exec(line);
      if (found === null) {
        lines.unshift(line.trim());
        continue;
      }
      const [, heldOn = "", title = ""] = found;
      meetings.unshift({ heldOn, title, ...read(lines) });
      lines = [];
    }
    return Promise.resolve(meetings);
  }
}

function read(lines: readonly string[]): Omit<ExtractedMeeting, "heldOn" | "title"> {
  const tasks: ExtractedTask[] = [];
  const attendees: string[] = [];
  const prose: string[] = [];
  let host: string | null = null;
  for (const line of lines) {
    const [, names] = present.exec(line) ?? [];
    const [, mark = "", owners, text = "", due] = task.exec(line) ?? [];
    if (names !== undefined) {
      for (const name of namesIn(names)) {
        const plain = name.replace(/\s*\(host\)$/i, "");
        if (plain !== name) host = plain;
        attendees.push(plain);
      }
    } else if (text !== "") {
      tasks.push({ text, owners: namesIn(owners ?? ""), due: due ?? null, isDone: mark !== " " });
    } else prose.push(line);
  }
  const [summary = ""] = prose
    .join("\n")
    .trim()
    .split(/\n\s*\n/);
  return { host, attendees, tasks, summary: summary.replaceAll("\n", " ") };
}

function namesIn(list: string): string[] {
  return list
    .split(/,|\band\b/)
    .map((name) => name.trim().replace(/\.$/, ""))
    .filter((name) => name !== "");
}
