const watchers = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `f` once when `signal` is aborted. Gives a function that calls it off.
 *
 * A run has one signal and may have a hundred thousand waits, and adding a listener to a signal goes through all that it
 * has: so each signal gets one listener, for all of them.
 */
export function onAbort(signal: AbortSignal, f: () => void): () => void {
  const waiting = watchers.get(signal) ?? watch(signal);
  waiting.add(f);
  return () => void waiting.delete(f);
}

function watch(signal: AbortSignal): Set<() => void> {
  const waiting = new Set<() => void>();
  watchers.set(signal, waiting);
  const abort = (): void => {
    for (const f of waiting) f(); // one that is called off meanwhile is left out
    waiting.clear();
  };
  signal.addEventListener("abort", abort, { once: true });
  return waiting;
}
