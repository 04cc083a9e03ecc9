/** What a splitter is to do. */
export interface SplitterTask {
  readonly files: readonly string[];
  readonly language: string | undefined;
  readonly chunkSize: number;
  readonly overlap: number;
  readonly rounds: number;
  readonly compatibility?: "cocoindex";
}
