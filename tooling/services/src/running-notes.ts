import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { cacheFolder } from "./cache-folder.ts";

/** What is noted of a server that goes on without the process that started it. */
export interface RunningNote {
  readonly name: string;
  readonly url: string;
  /** The process that watches over it. */
  readonly pid: number;
  readonly version: string;
}

const SUFFIX = ".running.json";

function placeOf(name: string): string {
  return path.join(cacheFolder(), `${name}${SUFFIX}`);
}

export function writeNote(note: RunningNote): void {
  writeFileSync(placeOf(note.name), JSON.stringify(note));
}

/** The servers that still run. */
export function readNotes(): RunningNote[] {
  return readdirSync(cacheFolder())
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => JSON.parse(readFileSync(path.join(cacheFolder(), file), "utf8")) as RunningNote)
    .filter((note) => isAlive(note.pid));
}

/** Forgets a server, once its process has ended. */
export async function removeNote(note: RunningNote): Promise<void> {
  while (isAlive(note.pid)) await pause(50);
  rmSync(placeOf(note.name), { force: true });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
