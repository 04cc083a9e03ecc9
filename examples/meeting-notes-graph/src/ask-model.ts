import { retryTransient } from "@coco/core";

export interface LlmOptions {
  readonly apiKey: string;
  /** Where the chat completions of OpenAI's API, or of one that speaks like it, are: without `/chat/completions`. */
  readonly baseUrl: string;
  readonly model: string;
}

/** The model that the environment has a key for: `LLM_API_KEY`, with `LLM_BASE_URL` and `LLM_MODEL`. */
export function llmOptions(environment: NodeJS.ProcessEnv): LlmOptions | undefined {
  const apiKey = environment["LLM_API_KEY"];
  if (apiKey === undefined || apiKey === "") return undefined;
  return {
    apiKey,
    baseUrl: environment["LLM_BASE_URL"] ?? "https://api.openai.com/v1",
    model: environment["LLM_MODEL"] ?? "gpt-4o-mini",
  };
}

/** What a model answers to a text, as the JSON that it was told to write; again when its service is busy. */
export async function askModel(
  { apiKey, baseUrl, model }: LlmOptions,
  instructions: string,
  text: string,
): Promise<string> {
  const body = JSON.stringify({
    model,
    temperature: 0,
    response_format: { type: "json_object" },
    messages: [
      { role: "system", content: instructions },
      { role: "user", content: text },
    ],
  });
  return retryTransient(async ({ signal }) => {
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
}
