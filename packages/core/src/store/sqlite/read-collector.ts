import type { StoreTable } from "../store-table.ts";

/** One call that waits for its values. */
export interface ReadRequest {
  readonly table: StoreTable;
  readonly keys: readonly Uint8Array[];
}

type Values = readonly (Uint8Array | undefined)[];

interface WaitingRequest extends ReadRequest {
  readonly resolve: (values: Values) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Collects the calls that are made before the present turn ends and has them answered together: one transaction for all
 * of them costs less than half of one for each.
 */
export class ReadCollector {
  readonly #answer: (requests: readonly ReadRequest[]) => readonly Values[];
  #waiting: WaitingRequest[] = [];

  /** `answer` gives the values of each request, in the order of the requests. */
  constructor(answer: (requests: readonly ReadRequest[]) => readonly Values[]) {
    this.#answer = answer;
  }

  ask(table: StoreTable, keys: readonly Uint8Array[]): Promise<Values> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) queueMicrotask(() => this.#answerAll());
      this.#waiting.push({ table, keys, resolve, reject });
    });
  }

  #answerAll(): void {
    const requests = this.#waiting;
    this.#waiting = [];
    try {
      const answers = this.#answer(requests);
      for (const [index, request] of requests.entries()) request.resolve(answers[index] as Values);
    } catch (error) {
      for (const request of requests) request.reject(error);
    }
  }
}
