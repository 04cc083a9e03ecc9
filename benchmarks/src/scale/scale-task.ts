/** Rows of an item. */
export const ROWS = 5;

/** What a program of this benchmark is told. */
export interface ScaleTask {
  readonly items: number;
  /** A folder that stays between the runs. */
  readonly state: string;
  /** The folder of files, where the items are files. */
  readonly corpus?: string;
  /** What identifies a row beside its position: its item's number (default) or path. */
  readonly rowKeys?: "number" | "path";
  /** Whether five vectors are remembered for each item by memoized functions. */
  readonly functionMemos?: boolean;
}
