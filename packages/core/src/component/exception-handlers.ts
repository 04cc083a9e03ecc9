import type { ComponentPath } from "./component-path.ts";

/**
 * How the work that failed was started: `"settled"` by `onSettled`, `"root"` by the app itself, `"live"` what follows a
 * source: a feed, or the loop of a live component.
 */
export type FailureKind = "mount" | "mountEach" | "delete" | "settled" | "root" | "live";

/** What a handler learns besides the error. */
export interface ExceptionContext {
  readonly environment: string;
  readonly app: string;
  readonly path: ComponentPath;
  /** The path as `coco show` prints it. */
  readonly displayPath: string;
  /** The name of the function that failed, where it is known. */
  readonly functionName: string | undefined;
  readonly kind: FailureKind;
  /** `"component"`: the failure itself; `"handler"`: a handler further in threw. */
  readonly source: "component" | "handler";
  /** The failure that the handler further in was given. */
  readonly original?: unknown;
}

/** Takes a failure. Returning means that it is handled; throwing passes it on to the next handler outwards. */
export type ExceptionHandler = (error: unknown, context: ExceptionContext) => void | Promise<void>;

/** Handlers from the innermost outwards. */
export interface HandlerChain {
  readonly handler: ExceptionHandler;
  readonly outer: HandlerChain | undefined;
}

/** What became of a failure. */
export interface HandlingOutcome {
  readonly handled: boolean;
  /** What the outermost handler threw, where all of them did. */
  readonly thrown?: unknown;
  readonly anyHandler: boolean;
}

/** Offers a failure to the handlers, innermost first. */
export async function handleFailure(
  chain: HandlerChain | undefined,
  error: unknown,
  context: Omit<ExceptionContext, "source" | "original">,
): Promise<HandlingOutcome> {
  let current = error;
  let source: ExceptionContext["source"] = "component";
  const anyHandler = chain !== undefined;
  for (let link = chain; link !== undefined; link = link.outer) {
    try {
      await link.handler(current, { ...context, source, ...(source === "handler" ? { original: error } : {}) });
      return { handled: true, anyHandler };
    } catch (thrown) {
      current = thrown;
      source = "handler";
    }
  }
  return { handled: false, anyHandler, ...(anyHandler ? { thrown: current } : {}) };
}
