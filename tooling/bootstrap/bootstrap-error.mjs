// @ts-check

/** A set-up step that failed, with a message for the person at the keyboard. */
export class BootstrapError extends Error {
  /**
   * @param {string} message what failed
   * @param {string} hint what to do next
   */
  constructor(message, hint) {
    super(message);
    this.name = "BootstrapError";
    this.hint = hint;
  }
}
