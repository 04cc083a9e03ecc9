/** @internal Thrown inside the checks of a row and turned into a RowError, which knows row and column. */
export class ValueMismatch extends Error {
  /** What was given, or is wrong, in words. */
  readonly given: string;
  /** What to do, where what is wanted does not say it. */
  readonly advice: string | undefined;

  constructor(given: string, advice?: string) {
    super(given);
    this.given = given;
    this.advice = advice;
  }
}
