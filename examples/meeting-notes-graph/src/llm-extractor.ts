import { memoKey } from "@coco/core";
import { askModel, type LlmOptions } from "./ask-model.ts";
import { checkMeetings } from "./check-meetings.ts";
import type { ExtractedMeeting, MeetingExtractor } from "./extractor.ts";

const INSTRUCTIONS = `You read notes of meetings. Answer with JSON alone: {"meetings": [{"title": string, "heldOn": "YYYY-MM-DD", "summary": one sentence,
"host": string or null, "attendees": [string], "tasks": [{"text": string, "owners": [string], "due": "YYYY-MM-DD" or null, "isDone": boolean}]}]}.
Write each person's name as fully as the notes give it anywhere. Leave out meetings without a date. Invent nothing.`;

/** Reads notes of any form with a language model. Temperature 0 makes two answers alike, not equal: each text is asked about once. */
export class LlmExtractor implements MeetingExtractor {
  readonly #options: LlmOptions;

  constructor(options: LlmOptions) {
    this.#options = options;
  }

  [memoKey](): unknown {
    return ["llm", this.#options.model, INSTRUCTIONS]; // never the key, nor where the model is
  }

  async extract(notes: string): Promise<readonly ExtractedMeeting[]> {
    return checkMeetings(await askModel(this.#options, INSTRUCTIONS, notes));
  }
}
