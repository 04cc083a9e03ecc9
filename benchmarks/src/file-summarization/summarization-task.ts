/** What a program of this benchmark is told. */
export interface SummarizationTask {
  readonly dataset: string;
  readonly state: string;
  readonly output: string;
}
