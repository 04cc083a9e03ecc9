import { MODEL_NAME } from "./embedding-model.ts";
import { installModel, writeModelFile } from "./install-files.ts";
import { HUB_FILES, HUB_REVISION } from "./pinned-files.ts";

/** How long the hub may take to answer at all, in milliseconds. A machine that cannot reach it should not wait. */
const ANSWER_WITHIN = 4000;

/** Where a file of the model lies at the hub; the host is the transformers library's own setting. */
export type HubAddress = (file: string) => string;

export async function addressOfLibrary(): Promise<HubAddress> {
  const { env } = await import("@huggingface/transformers");
  const folder = env.remotePathTemplate.replaceAll("{model}", MODEL_NAME).replaceAll("{revision}", HUB_REVISION);
  return (file) => new URL(`${folder.replace(/\/?$/, "/")}${file}`, env.remoteHost).href;
}

/** Fetches the full-precision model from the hub; throws when it cannot be reached or serves something else. */
export async function installFromHub(cache: string, address: HubAddress): Promise<void> {
  await installModel(cache, async (folder) => {
    for (const file of HUB_FILES) {
      const response = await answerOf(address(file.path));
      await writeModelFile(folder, file, Buffer.from(await response.arrayBuffer()));
    }
  });
}

async function answerOf(url: string): Promise<Response> {
  const waiting = new AbortController();
  const timer = setTimeout(() => {
    waiting.abort(new Error(`no answer within ${ANSWER_WITHIN / 1000} s`));
  }, ANSWER_WITHIN);
  try {
    const response = await fetch(url, { signal: waiting.signal });
    if (!response.ok) throw new Error(`the answer was ${response.status} ${response.statusText}`);
    return response;
  } finally {
    // Only the wait for the answer is limited, not the download.
    clearTimeout(timer);
  }
}
