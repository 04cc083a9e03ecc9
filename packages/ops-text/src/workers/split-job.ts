import type { Chunk } from "@coco/connectorkit";
import type { Compatibility } from "../compatibility.ts";
import type { CustomLanguage } from "../levels/custom-language.ts";
import type { SplitOptions } from "../options.ts";

/** What a thread is to split; all of it can be copied. */
export interface SplitJob {
  readonly text: string;
  readonly options: SplitOptions;
  readonly structured: boolean;
  readonly compatibility: Compatibility | undefined;
  readonly customLanguages: readonly CustomLanguage[];
}

/** What a thread answers. */
export type SplitAnswer = { readonly chunks: Chunk[] } | { readonly failure: SplitFailure };

/** An error that crosses to another thread: copies of errors lose all but their message. */
export interface SplitFailure {
  readonly message: string;
  /** Those of a SplitterError. */
  readonly code?: string;
  readonly hint?: string | undefined;
}

/** Tells a thread of ours from others that load this package. */
export const THREAD_MARK = "coco.ops-text.splitter";
