import { memoKey, retryTransient } from "@coco/core";
import { checkMeetings } from "./check-meetings.ts";
import type { ExtractedMeeting, MeetingExtractor } from "./extractor.ts";

export interface LlmOptions {
  readonly apiKey: string;
  /** Where the chat completions of OpenAI's API, or of one that speaks like it, are: without `/chat/completions`. */
  readonly baseUrl: string;
  readonly model: string;
}

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
    const { apiKey, baseUrl, model } = this.#options;
    const body = JSON.stringify({
      model,
      temperature: 0,
      response_format: { type: "json_object" },
      messages: [
        { role: "system", content: INSTRUCTIONS },
        { role: "user", content: notes },
      ],
    });
    const content = await retryTransient(async ({ signal }) => {
      const response = await fetch(`${baseUrl}/chat/completions`, {
        method: "POST",
        headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
        body,
        signal,
      });
      if (!response.ok) {
        const said = `the model's service answered ${response.status}: ${(await response.text()).slice(0, 200)}`;
        throw Object.assign(new Error(said), { status: response.status });
      }
      const answer = (await response.json()) as {
        readonly choices?: { readonly message?: { readonly content?: string } }[];
      };
      return answer.choices?.[0]?.message?.content ?? "";
    });
    return checkMeetings(content);
  }
}
