import type { ExtractedMeeting, ExtractedTask } from "./extractor.ts";

const day = /^\d{4}-\d{2}-\d{2}$/;

/** What a model answered, if it is what it was asked for: a model may write anything. */
export function checkMeetings(content: string): readonly ExtractedMeeting[] {
  const answer = parse(content) as { readonly meetings?: unknown } | undefined;
  if (Array.isArray(answer?.meetings)) {
    const meetings = answer.meetings as readonly Partial<ExtractedMeeting>[];
    if (meetings.every(isMeeting)) return meetings as readonly ExtractedMeeting[];
  }
  throw new Error(`the model's answer is not what it was asked for: ${content.slice(0, 300)}`);
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return undefined;
  }
}

function isMeeting(meeting: Partial<ExtractedMeeting>): boolean {
  const { attendees, heldOn, host, summary, tasks, title } = meeting;
  const texts = [title, summary].every((text) => typeof text === "string");
  const named = host === null || typeof host === "string";
  return texts && named && day.test(heldOn ?? "") && areNames(attendees) && Array.isArray(tasks) && tasks.every(isTask);
}

function isTask({ due, isDone, owners, text }: Partial<ExtractedTask>): boolean {
  const dated = due === null || day.test(due ?? "");
  return typeof text === "string" && text !== "" && dated && typeof isDone === "boolean" && areNames(owners);
}

function areNames(names: unknown): boolean {
  return Array.isArray(names) && names.every((name) => typeof name === "string" && name.trim() !== "");
}
