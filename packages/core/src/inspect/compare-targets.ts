import type { ContextKey, ListContext } from "@coco/connectorkit";
import type { App } from "../app/app.ts";
import { byteText, bytesOfText } from "../internal/byte-text.ts";
import { closing } from "../internal/closing.ts";
import { type AppState, openStateStore, pagesOf } from "../store/index.ts";
import { Providers } from "../target-state/providers.ts";
import { childTargetPath, encodeStateKey, formatTargetPath } from "../target-state/target-path.ts";
import { isSettled } from "../target-state/tracked-state.ts";
import type { Finding } from "./finding.ts";
import { storePathOf } from "./inspect.ts";
import { readableRecord } from "./inspected-component.ts";
import { withNextStep } from "./next-step.ts";

/** What was found of one container. */
export interface ComparedContainer {
  /** As `coco show` prints it; for the outermost level the name that its package registered. */
  readonly container: string;
  /** `"compared"`; `"not listed"`: its connector cannot list it; `"failed"`: listing it failed (`error`). */
  readonly outcome: "compared" | "not listed" | "failed";
  /** How many target states are tracked in it. */
  readonly tracked: number;
  /** Tracked as written, and not there. */
  readonly missing: readonly Finding[];
  /** There, and declared by nobody. */
  readonly foreign: readonly Finding[];
  readonly error: unknown;
}

/**
 * Compares what the targets of an app hold with what is tracked of them. Starts the environment,
 * for its connections; reads, and changes nothing. Only connectors whose handlers can list take part.
 */
export async function compareTargets<P extends object, R>(
  app: App<P, R>,
  { signal = new AbortController().signal }: { readonly signal?: AbortSignal } = {},
): Promise<readonly ComparedContainer[]> {
  const { environment } = app;
  await environment.acquire();
  const context: ListContext = {
    context: <T>(key: ContextKey<T> | string): T => environment.values.get(key),
    signal,
  };
  return closing(
    () => environment.release(),
    environment.log,
    async () => {
      const store = await openStateStore({ path: storePathOf(app), readOnly: true, snapshot: true });
      return closing(
        () => store.close(),
        environment.log,
        async () => {
          const state = await store.app(app.name);
          const compared: ComparedContainer[] = [];
          for (const container of await trackedContainers(state)) {
            signal.throwIfAborted();
            compared.push(await compare(state, container, context));
          }
          return compared;
        },
      );
    },
  );
}

interface TrackedContainer {
  readonly provider: Uint8Array;
  /** Encoded keys as text, and whether each is known to be there. */
  readonly keys: Map<string, boolean>;
}

async function trackedContainers(state: AppState): Promise<readonly TrackedContainer[]> {
  const containers = new Map<string, TrackedContainer>();
  for await (const page of pagesOf(state, "component")) {
    for (const { value } of page) {
      for (const { provider, states } of readableRecord(value)?.targets ?? []) {
        const text = byteText(provider);
        let container = containers.get(text);
        if (container === undefined) containers.set(text, (container = { provider, keys: new Map() }));
        for (const one of states) container.keys.set(byteText(one.key), isSettled(one));
      }
    }
  }
  return [...containers].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, container]) => container);
}

async function compare(
  state: AppState,
  { keys, provider }: TrackedContainer,
  context: ListContext,
): Promise<ComparedContainer> {
  const container = formatTargetPath(provider);
  const told = { container, tracked: keys.size, missing: [], foreign: [], error: undefined };
  try {
    const providers = new Providers(state);
    const known = await providers.resolve(provider);
    const listing = known ? providers.handler(provider)?.list?.(context) : undefined;
    if (listing === undefined) return { ...told, outcome: "not listed" };
    const foreign: Finding[] = [];
    const pathOf = (key: Uint8Array): string => formatTargetPath(childTargetPath(provider, key));
    for await (const { incidental = false, key } of listing) {
      const encoded = encodeStateKey(key);
      if (keys.delete(byteText(encoded)) || incidental) continue;
      const message = "It stands in the target, and no component has declared it.";
      foreign.push(withNextStep({ kind: "foreign", path: pathOf(encoded), message }));
    }
    const missing = [...keys]
      .filter(([, settled]) => settled)
      .map(([key]) => {
        const message = "It is tracked as written, and is not in the target.";
        return withNextStep({ kind: "missing", path: pathOf(bytesOfText(key)), message });
      });
    return { ...told, outcome: "compared", missing, foreign };
  } catch (error) {
    return { ...told, outcome: "failed", error };
  }
}
