export { chooseExtractor } from "./choose-extractor.ts";
export type { ExtractedMeeting, ExtractedTask, MeetingExtractor } from "./extractor.ts";
export { LlmExtractor, type LlmOptions } from "./llm-extractor.ts";
export { MarkdownExtractor } from "./markdown-extractor.ts";
export { EXTRACTOR, indexMeetings } from "./meeting-graph.ts";
export { attendance, Meeting, Person, Task } from "./records.ts";
export { reportOf } from "./report.ts";
