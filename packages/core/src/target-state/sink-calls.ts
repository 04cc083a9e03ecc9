import type { Sink, SinkContext } from "@coco/connectorkit";
import { type Clock, systemClock } from "../deadline/clock.ts";
import { elsewhere } from "../deadline/current-deadline.ts";
import { Deadline } from "../deadline/deadline.ts";
import { formatDuration } from "../deadline/duration.ts";
import { SinkTimeoutError } from "./sink-timeout-error.ts";

export interface SinkCallsOptions {
  /** How long one call may take, in milliseconds. */
  readonly limit: number;
  readonly context: SinkContext["context"];
  readonly count: SinkContext["count"];
  readonly clock?: Clock;
}

/** A call that went on after it was given up. */
interface OverdueCall {
  /** Resolves when it has ended, or when as much time again has passed. */
  readonly waited: Promise<void>;
}

/** By sink: for the next run, too. */
const overdue = new WeakMap<Sink<unknown>, OverdueCall>();

/** Calls sinks: each call has so much time (rule R4), and none begins while another one of its sink goes on. */
export class SinkCalls {
  readonly #limit: number;
  readonly #context: SinkContext["context"];
  readonly #count: SinkContext["count"];
  readonly #clock: Clock;

  constructor({ limit, context, count, clock = systemClock }: SinkCallsOptions) {
    this.#limit = limit;
    this.#context = context;
    this.#count = count;
    this.#clock = clock;
  }

  /**
   * Calls `f`, whose signal is aborted when its time is over.
   *
   * @param what - what was to be done, for the message: "2 actions were not written".
   * @throws SinkTimeoutError when the time is over, or an earlier call has not ended yet.
   */
  async call<R>(sink: Sink<unknown>, what: string, f: (context: SinkContext) => Promise<R>): Promise<R> {
    const earlier = overdue.get(sink);
    if (earlier !== undefined) {
      await earlier.waited;
      if (overdue.has(sink)) throw this.#busy(sink, what);
    }
    const controller = new AbortController();
    // In no component and beneath no deadline: whichever of them asked for the write first is not whose it is.
    const work = elsewhere(async () => f(this.#given(controller.signal)));
    const deadline = new Deadline(this.#limit, this.#clock);
    return new Promise((resolve, reject) => {
      const cancel = deadline.onPassed(() => {
        this.#noteOverdue(sink, work);
        const error = this.#tooLong(sink, what);
        controller.abort(error);
        reject(error);
      });
      work.then(resolve, reject).finally(cancel);
    });
  }

  /**
   * Lets a sink do its upkeep, which may take long: building the index of a large table must not be broken off. When it
   * has taken as long as a write may, `onSlow` is called with what there is to say. Its signal is `stop`.
   */
  async upkeep(sink: Sink<unknown>, stop: AbortSignal, onSlow: (line: string) => void): Promise<void> {
    const cancel = this.#clock.after(this.#limit, () =>
      onSlow(`${sink.name}: upkeep has taken ${formatDuration(this.#limit)} so far (the sinkTimeout), and goes on.`),
    );
    try {
      await elsewhere(() => sink.settle?.(this.#given(stop)));
    } finally {
      cancel();
    }
  }

  /** Whether a call of this sink goes on that was given up. */
  isBusy(sink: Sink<unknown>): boolean {
    return overdue.has(sink);
  }

  #given(signal: AbortSignal): SinkContext {
    return { context: this.#context, count: this.#count, signal };
  }

  #noteOverdue(sink: Sink<unknown>, work: Promise<unknown>): void {
    const { promise: waited, resolve } = Promise.withResolvers<void>();
    const cancel = this.#clock.after(this.#limit, resolve);
    const call: OverdueCall = { waited };
    overdue.set(sink, call);
    const end = (): void => {
      if (overdue.get(sink) === call) overdue.delete(sink);
      cancel();
      resolve();
    };
    work.then(end, end);
  }

  #tooLong(sink: Sink<unknown>, what: string): SinkTimeoutError {
    return new SinkTimeoutError(`${sink.name}: ${what} within ${formatDuration(this.#limit)}, the sinkTimeout.`, {
      code: "SINK_TIMEOUT",
      hint: "The next update tries it again. If it may take this long, raise sinkTimeout (of update, app or environment); else look at what the target is waiting for.",
    });
  }

  #busy(sink: Sink<unknown>, what: string): SinkTimeoutError {
    return new SinkTimeoutError(
      `${sink.name}: ${what}: it is still busy with a call that took longer than ${formatDuration(this.#limit)}, the sinkTimeout.`,
      {
        code: "SINK_TIMEOUT",
        hint: "The next update tries it again. A sink that hangs for ever keeps its process from writing to this target: look at what the target is waiting for.",
      },
    );
  }
}
