import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from "node:fs";
import path from "node:path";
import { readJson, writeJson } from "./json.ts";
import type { Service, ServiceRequest } from "./service.ts";

/**
 * The writes that were accepted, in a file, each there before it is answered: a server that was killed comes back with
 * what it had answered for, and perhaps with one write more.
 */
export class RequestLog {
  readonly #file: string | undefined;
  #open: number | undefined;

  /** `folder`: where the file stands; without one nothing is kept. */
  constructor(folder: string | undefined) {
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    this.#file = path.join(folder, "requests.jsonl");
  }

  /** Brings a service to the state in which it was left. */
  replay(service: Service): void {
    if (this.#file === undefined) return;
    if (existsSync(this.#file)) {
      const bytes = readFileSync(this.#file);
      const end = bytes.lastIndexOf("\n") + 1;
      // What stands behind the last line break was being written when the process died, and was not answered for.
      truncateSync(this.#file, end);
      const lines = bytes.subarray(0, end).toString("utf8").split("\n");
      for (const line of lines.slice(0, -1)) service.answer(readJson(line) as ServiceRequest);
    }
    this.#open = openSync(this.#file, "a");
  }

  add(request: ServiceRequest): void {
    if (this.#open === undefined) return;
    writeSync(this.#open, `${writeJson(request)}\n`);
  }

  close(): void {
    if (this.#open === undefined) return;
    fsyncSync(this.#open);
    closeSync(this.#open);
    this.#open = undefined;
  }
}
