/** What a program of this benchmark is told. */
export interface WriteTask {
  readonly url: string;
  readonly rows: number;
}

export const DIMENSIONS = 384;
export const TABLE = "measured_rows";

/** A row: a number, a passage of text, and its vector. */
export interface MeasuredRow {
  readonly id: number;
  readonly text: string;
  readonly embedding: Float32Array;
}

/** Rows that are the same in every program, made before anything is measured. */
export function measuredRows(count: number): readonly MeasuredRow[] {
  let state = 1;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  return Array.from({ length: count }, (_, id) => ({
    id,
    text: `passage ${id}: ${"lorem ipsum dolor sit amet ".repeat(8)}`,
    embedding: Float32Array.from({ length: DIMENSIONS }, next),
  }));
}
