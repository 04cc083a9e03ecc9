/** What a program of this benchmark is told. */
export interface MarkdownTask {
  readonly corpus: string;
  /** A folder of the program's own that stays between the phases; the target is `rows.db` in it. */
  readonly state: string;
  /** Whether the vectors of chunks are remembered too, where a program has the choice. */
  readonly chunkMemo?: boolean;
  /** Whether the program goes on with what changes until it is ended. */
  readonly live?: boolean;
}
