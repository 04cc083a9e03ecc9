import type { MeetingExtractor } from "./extractor.ts";
import { LlmExtractor } from "./llm-extractor.ts";
import { MarkdownExtractor } from "./markdown-extractor.ts";

/** A language model when there is a key for one (`LLM_API_KEY`, with `LLM_BASE_URL` and `LLM_MODEL`), else the reader of a fixed form. */
export function chooseExtractor(environment: NodeJS.ProcessEnv): MeetingExtractor {
  const apiKey = environment["LLM_API_KEY"];
  if (apiKey === undefined || apiKey === "") return new MarkdownExtractor();
  return new LlmExtractor({
    apiKey,
    baseUrl: environment["LLM_BASE_URL"] ?? "https://api.openai.com/v1",
    model: environment["LLM_MODEL"] ?? "gpt-4o-mini",
  });
}
