import { llmOptions } from "./ask-model.ts";
import type { MeetingExtractor } from "./extractor.ts";
import { LlmExtractor } from "./llm-extractor.ts";
import { MarkdownExtractor } from "./markdown-extractor.ts";

/** A language model when there is a key for one (`LLM_API_KEY`, with `LLM_BASE_URL` and `LLM_MODEL`), else the reader of a fixed form. */
export function chooseExtractor(environment: NodeJS.ProcessEnv): MeetingExtractor {
  const options = llmOptions(environment);
  return options === undefined ? new MarkdownExtractor() : new LlmExtractor(options);
}
