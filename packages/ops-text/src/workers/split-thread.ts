import { isMainThread, type MessagePort, parentPort, workerData } from "node:worker_threads";
import { customLevels } from "../levels/custom-language.ts";
import { resolveOptions } from "../options.ts";
import { sourceOf, splitSource } from "../split-source.ts";
import { SplitterError } from "../splitter-error.ts";
import { type SplitAnswer, type SplitFailure, type SplitJob, THREAD_MARK } from "./split-job.ts";

/** The module that each thread starts with: this one, or the bundle that it became part of. */
export const threadModule: URL = new URL(import.meta.url);

/** Splits what it is sent, one text at a time. */
function serve(port: MessagePort): void {
  port.on("message", (job: SplitJob) => {
    void answer(job).then((message) => port.postMessage(message));
  });
}

async function answer(job: SplitJob): Promise<SplitAnswer> {
  try {
    const { compatibility, customLanguages, structured, text } = job;
    const resolved = resolveOptions(job.options, compatibility);
    const setup = { compatibility, levels: customLevels(customLanguages, compatibility) };
    return { chunks: await splitSource(sourceOf(text, resolved.language), resolved, setup, structured) };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

function failureOf(error: unknown): SplitFailure {
  if (SplitterError.isInstance(error)) return { message: error.message, code: error.code, hint: error.hint };
  return { message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

if (!isMainThread && parentPort !== null && workerData === THREAD_MARK) serve(parentPort);
