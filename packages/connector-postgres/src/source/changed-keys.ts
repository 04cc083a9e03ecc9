/** What was reported and not yet taken: keys, each once however often it changed, or that all rows are to be looked at. */
export class ChangedKeys {
  #keys = new Map<string, readonly string[]>();
  #all = false;
  #failure: { readonly error: unknown } | undefined;
  #wake: (() => void) | undefined;

  /** Notes a payload: a JSON list of keys, or anything else, which means all rows. */
  note(payload: string): void {
    const keys = keysIn(payload);
    if (keys === undefined) this.#all = true;
    for (const key of keys ?? []) this.#keys.set(JSON.stringify(key), key);
    this.#wake?.();
  }

  /** Makes `take` throw, now and from now on. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#wake?.();
  }

  /** What was reported since it was last asked for; waits until there is something. */
  async take(): Promise<"all" | readonly (readonly string[])[]> {
    while (this.#failure === undefined && !this.#all && this.#keys.size === 0) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    if (this.#failure !== undefined) throw this.#failure.error;
    const keys = [...this.#keys.values()];
    const all = this.#all;
    this.#keys = new Map();
    this.#all = false;
    return all ? "all" : keys;
  }
}

function keysIn(payload: string): (readonly string[])[] | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(payload);
  } catch {
    return undefined;
  }
  const isKey = (key: unknown): key is string[] =>
    Array.isArray(key) && key.length > 0 && key.every((part) => typeof part === "string");
  return Array.isArray(parsed) && parsed.every(isKey) ? parsed : undefined;
}
