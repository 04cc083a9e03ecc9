import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "./refusal.ts";
import type { Service, ServiceRequest } from "./service.ts";

/** What goes wrong, until it is taken back or has happened `times` times. */
export type Fault =
  | {
      /** Requests are answered with an HTTP status: 429, 500, 503, 403, … */
      readonly kind: "status";
      readonly status: number;
      /** Which requests. Default: `"writes"`. */
      readonly on?: "all" | "writes";
      /** Seconds that the answer asks to wait. */
      readonly retryAfter?: number;
      readonly times?: number;
    }
  | {
      /** The connection is cut in the middle of a write, of which nothing, the first half or all has been done. */
      readonly kind: "cut";
      readonly done: "all" | "half" | "nothing";
      readonly times?: number;
    }
  | {
      /** Answers take so long. */
      readonly kind: "slow";
      readonly milliseconds: number;
      readonly times?: number;
    }
  | {
      /** A write that holds a record with this value in this field is refused as a whole, as one with a wrong value is. */
      readonly kind: "refuse";
      readonly field: string;
      readonly value: string;
      readonly times?: number;
    };

/** What a fault does to a connection: it ends, after so much was done. */
export class Cut extends Error {
  readonly done: "all" | "half" | "nothing";

  constructor(done: "all" | "half" | "nothing") {
    super("cut");
    this.done = done;
  }
}

/** A refusal that asks to wait. */
export class Throttled extends Refusal {
  readonly retryAfter: number | undefined;

  constructor(status: number, message: string, retryAfter: number | undefined) {
    super(status, message);
    this.retryAfter = retryAfter;
  }
}

/** The faults that were ordered and not taken back. */
export class Faults {
  readonly #ordered = new Map<number, { readonly fault: Fault; left: number }>();
  #next = 1;

  add(fault: Fault): number {
    this.#ordered.set(this.#next, { fault, left: fault.times ?? Number.POSITIVE_INFINITY });
    return this.#next++;
  }

  remove(number: number): void {
    this.#ordered.delete(number);
  }

  /** Lets a request meet its fate: it is late, or refused, or nothing happens. */
  async meet(service: Service, request: ServiceRequest): Promise<void> {
    const isWrite = service.isWrite(request);
    for (const [number, order] of this.#ordered) {
      const { fault } = order;
      if (!concerns(fault, isWrite, service, request)) continue;
      order.left -= 1;
      if (order.left <= 0) this.#ordered.delete(number);
      if (fault.kind === "slow") await sleep(fault.milliseconds);
      else throw errorOf(fault);
    }
  }
}

function concerns(fault: Fault, isWrite: boolean, service: Service, request: ServiceRequest): boolean {
  switch (fault.kind) {
    case "status":
      return isWrite || fault.on === "all";
    case "cut":
      return isWrite && service.recordsOf(request).length > 0;
    case "slow":
      return true;
    case "refuse":
      return isWrite && service.recordsOf(request).some((record) => record[fault.field] === fault.value);
  }
}

function errorOf(fault: Exclude<Fault, { readonly kind: "slow" }>): Error {
  switch (fault.kind) {
    case "status":
      return new Throttled(fault.status, `status ${fault.status}, as ordered`, fault.retryAfter);
    case "cut":
      return new Cut(fault.done);
    case "refuse":
      return new Refusal(400, `${fault.field}: ${JSON.stringify(fault.value)} is refused, as ordered`);
  }
}
