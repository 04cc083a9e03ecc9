import { type ChildProcessByStdio, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Availability, ServiceKind } from "./service.ts";
import { ServiceError } from "./service-error.ts";
import { serviceNamed } from "./services.ts";

type Watcher = ChildProcessByStdio<Writable, Readable, null>;

export interface StartOptions {
  /** Default: `process.env`. Read: COCO_SERVICES, COCO_SERVICES_DIR, COCO_SERVICES_DOWNLOAD, XDG_CACHE_HOME, HOME. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Whether the server goes on when this process ends. Default false. */
  readonly stay?: boolean;
}

/** A server that runs for this process, and ends with it at the latest. */
export interface StartedService {
  /** How clients reach it: the same after a restart. */
  readonly url: string;
  readonly kind: ServiceKind;
  readonly version: string;
  /** The process that watches over it: it takes SIGTERM. */
  readonly pid: number;
  /** Ends the server at once, as a power cut would; `restart` brings it back with its data. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
  /** Lets this process end while the server goes on; for those started with `stay`. */
  leaveRunning(): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a server of that name, fetched first if need be.
 * @throws ServiceError when it does not start; one that cannot be had is replaced by its embedded form, if there is one.
 */
export async function startService(name: string, options: StartOptions = {}): Promise<StartedService> {
  const { environment = process.env, stay = false } = options;
  return startFound(name, await serviceNamed(name).find(environment), stay);
}

async function startFound(name: string, found: Availability, stay: boolean): Promise<StartedService> {
  if (found.kind === "none") throw new ServiceError(`there is no ${name} server: ${found.reason ?? found.version}`);
  const program = path.join(import.meta.dirname, "watch-over.ts");
  const { NODE_OPTIONS: _, ...environment } = process.env;
  const watcher = spawn(process.execPath, [program, name, JSON.stringify(found), ...(stay ? ["--stay"] : [])], {
    // Of its own group: Ctrl-C reaches us, and what watches over the server sees us end.
    detached: true,
    stdio: ["pipe", "pipe", stay ? "ignore" : "inherit"],
    env: environment,
  });
  const order = orders(watcher, name);
  const { url } = (await order("start")) as { url: string };
  const stop = async (): Promise<void> => {
    if (watcher.exitCode !== null || watcher.signalCode !== null) return;
    const gone = new Promise((resolve) => watcher.once("exit", resolve));
    watcher.stdin.write("leave\n");
    await gone;
  };
  return {
    url,
    kind: found.kind,
    version: found.version,
    pid: watcher.pid ?? 0,
    stop,
    kill: async () => void (await order("kill")),
    restart: async () => void (await order("start")),
    leaveRunning() {
      watcher.stdin.destroy();
      watcher.stdout.destroy();
      watcher.unref();
    },
    [Symbol.asyncDispose]: stop,
  };
}

/** Sends orders, one after another, and gives the answers. */
function orders(watcher: Watcher, name: string): (order: string) => Promise<unknown> {
  const lines = createInterface({ input: watcher.stdout })[Symbol.asyncIterator]();
  let last: Promise<unknown> = Promise.resolve();
  const send = async (order: string): Promise<unknown> => {
    watcher.stdin.write(`${order}\n`);
    const { value, done } = await lines.next();
    if (done === true) throw new ServiceError(`the process that watches over ${name} ended`);
    const answer = JSON.parse(value) as { readonly error?: string };
    if (answer.error !== undefined) throw new ServiceError(answer.error);
    return answer;
  };
  return (order) => (last = last.then(() => send(order)));
}
