/// <reference lib="es2024.string" />

/** Whether `text` holds no lone surrogate, so that it has a UTF-8 form and comes back from it unchanged. */
export function isWellFormed(text: string): boolean {
  return text.isWellFormed();
}
