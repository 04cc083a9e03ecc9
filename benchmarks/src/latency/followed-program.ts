import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import Database from "better-sqlite3";
import type { Command } from "../measure/run-process.ts";

const CATCH_UP_MS = 600_000;
/** How often the target is asked, which others read at the same time. */
const ASK_EVERY_MS = 1;

/** A program that goes on with what changes, and its target. */
export class FollowedProgram {
  readonly #child: ChildProcess;
  readonly #file: string;
  #database: Database.Database | undefined;
  #errors = "";

  /** @param state - the folder in which its target is `rows.db`. */
  constructor({ args, file, variables }: Command, state: string) {
    this.#file = path.join(state, "rows.db");
    this.#child = spawn(file, args, {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, NODE_OPTIONS: "", NO_COLOR: "1", ...variables },
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => (this.#errors += text));
  }

  /** Waits until the target has so many rows. Gives how long that took, in ms. */
  async caughtUp(rows: number): Promise<number> {
    const began = performance.now();
    for (;;) {
      if (this.#database === undefined && existsSync(this.#file)) this.#database = this.#open();
      const found = this.#database?.prepare("SELECT count(*) FROM chunk").pluck().get();
      if (found === rows) return performance.now() - began;
      this.#check(began, CATCH_UP_MS, `${String(found)} of ${rows} rows are there`);
      await pause(20);
    }
  }

  /** Waits until a row has this text. Gives the time at which it had. */
  async hasText(name: string, position: number, text: string, within: number): Promise<number> {
    const began = performance.now();
    const statement = this.#database?.prepare("SELECT text FROM chunk WHERE path = ? AND position = ?").pluck();
    while (statement?.get(name, position) !== text) {
      this.#check(began, within, `row ${position} of ${name} is not what its file says`);
      await pause(ASK_EVERY_MS);
    }
    return performance.now();
  }

  async end(): Promise<void> {
    this.#database?.close();
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill("SIGKILL");
    await ended;
  }

  /** `undefined` while the table is being made. */
  #open(): Database.Database | undefined {
    const database = new Database(this.#file, { readonly: true, timeout: 5000 });
    try {
      database.prepare("SELECT count(*) FROM chunk");
      return database;
    } catch {
      database.close();
      return undefined;
    }
  }

  #check(began: number, within: number, what: string): void {
    const ended = this.#child.exitCode ?? this.#child.signalCode;
    if (ended !== null) throw new Error(`The program ended (${ended}), and ${what}:\n${this.#errors.slice(-4000)}`);
    if (performance.now() - began > within)
      throw new Error(`After ${within / 1000} s ${what}:\n${this.#errors.slice(-4000)}`);
  }
}
