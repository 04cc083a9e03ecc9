import { realpathSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Surreal, SurrealSession } from "surrealdb";
import type { Connection } from "./connect.ts";
import { findDatabase, findParts } from "./found-table.ts";
import { quoted } from "./identifiers.ts";
import { loadEngines, loadLibrary } from "./library.ts";
import { SurrealdbError } from "./surrealdb-error.ts";

/** A folder's database that is open in this process. */
interface OpenDatabase {
  readonly client: Promise<Surreal>;
  sessions: number;
}

const open = new Map<string, OpenDatabase>();
/** Folders that are being closed: the engine lets go of its lock a moment later. */
const closing = new Map<string, Promise<unknown>>();

/** The engine waits for ever for a lock that another process holds, and does not notice when that one ends. */
const NEXT_TRY = 2_000;
/** An engine that is opened while the one before it is about to end does so too. */
const LETTING_GO = 250;

/** Gives a session of the database in a folder, opening it if it is not open in this process. */
export async function openDatabase(
  url: string,
  { database, namespace, timeout }: { readonly namespace: string; readonly database: string; readonly timeout: number },
): Promise<Connection> {
  const place = await addressOf(url);
  await closing.get(place);
  let shared = open.get(place);
  if (shared === undefined) {
    open.set(place, (shared = { client: openWithin(place, timeout), sessions: 0 }));
    shared.client.catch(() => open.delete(place));
  }
  shared.sessions++;
  const client = await shared.client;
  const session = await client.newSession();
  await session.use({ namespace, database });
  let isOpen = true;
  return {
    session,
    query: session.query.bind(session),
    async close() {
      if (!isOpen) return;
      isOpen = false;
      await forgetBuilders(session);
      await session.closeSession();
      if (--shared.sessions > 0) return;
      open.delete(place);
      const done = client.close().then(() => pause(LETTING_GO));
      closing.set(place, done);
      await done.finally(() => closing.delete(place));
    },
  };
}

/**
 * What built an index holds the database open for as long as the process lives (SurrealDB 3.0), so the folder could not be opened again. It goes when the
 * index does, also where that is taken back.
 */
async function forgetBuilders(session: SurrealSession): Promise<void> {
  const { tables } = await findDatabase(session);
  const removals: string[] = [];
  for (const { name } of tables) {
    // The engine cannot describe a table whose names it does not read again itself: closing does not hang on that.
    const { indexes } = await findParts(session, name).catch(() => ({ indexes: [] }));
    removals.push(...indexes.map((index) => `REMOVE INDEX ${quoted(index.name)} ON ${quoted(name)}`));
  }
  if (removals.length > 0) await session.query(["BEGIN", ...removals, "CANCEL"].join(";\n")).responses();
}

/** The same for one folder, however it is written; the folder is made if need be. */
async function addressOf(url: string): Promise<string> {
  const [, protocol = "", folder = ""] = /^([a-z+]+:)(?:\/\/)?(.*)$/s.exec(url) ?? [];
  const absolute = path.resolve(folder);
  await mkdir(absolute, { recursive: true }).catch((cause: Error) => {
    throw new SurrealdbError(`The folder of the database could not be made: ${cause.message}`, {
      code: "SURREALDB_ADDRESS",
      hint: "Give surrealkv:// a folder that is there, or one that can be made.",
      cause,
    });
  });
  return `${protocol}//${realpathSync(absolute)}`;
}

async function openWithin(place: string, timeout: number): Promise<Surreal> {
  const [{ Surreal }, { createNodeEngines }] = await Promise.all([loadLibrary(), loadEngines()]);
  const { promise, reject, resolve } = Promise.withResolvers<Surreal>();
  let isSettled = false;
  const attempt = async (): Promise<void> => {
    const client = new Surreal({ engines: createNodeEngines() });
    await client.connect(place);
    // One that comes too late must not keep the folder from others.
    if (isSettled) await client.close();
    else resolve(client);
  };
  const tryOnce = (): void => void attempt().catch(reject);
  tryOnce();
  const again = setInterval(tryOnce, NEXT_TRY);
  const end = setTimeout(() => reject(inUse(place, timeout)), timeout);
  return promise.finally(() => {
    isSettled = true;
    clearInterval(again);
    clearTimeout(end);
  });
}

function inUse(place: string, timeout: number): SurrealdbError {
  return new SurrealdbError(
    `${place} could not be opened within ${timeout} ms: another process has it open, or what stands there is no database.`,
    {
      code: "SURREALDB_IN_USE",
      isRetryable: true,
      hint: "A folder can be open in one process at a time. End the other one, or run a SurrealDB server and give its address to both.",
    },
  );
}
