import type { Surreal } from "surrealdb";

/** How long to wait before the next try to have a lost connection again, in milliseconds. */
const pauseBefore = (tries: number): number => Math.min(50 * 2 ** tries, 1_000);

/** How long a refusal may take to be told, in milliseconds. */
const REFUSAL = 500;

/** A client that is connected, and is again whenever its connection was lost. */
export interface StayingConnection {
  /** Throws while there is no connection: what is asked then would wait for one, and for ever if there is none in the end. */
  check(): void;
  /** Ends the connection for good. */
  close(): Promise<void>;
}

/**
 * Connects a client, and connects it again whenever the connection is lost, for as long as it takes. The client itself gives up after about a minute,
 * and what waited for it is never answered. Who waits for a lost connection is the engine, which tries a batch again after a pause.
 *
 * @param connect - makes one connection; it may settle late or never where there is none.
 * @throws what `connect` does, or an error where no server answers.
 */
export async function stayConnected(client: Surreal, connect: () => Promise<unknown>): Promise<StayingConnection> {
  let state: "closed" | "connecting" | "open" = "connecting";
  let tries = 0;
  let timer: NodeJS.Timeout | undefined;
  /** Why the last try failed, where the server said so: another password, say. */
  let refusal: unknown;
  const again = (): void => void connect().catch((error: unknown) => (refusal = error));
  const { promise: refused, reject } = Promise.withResolvers<never>();
  client.subscribe("connected", () => {
    tries = 0;
    refusal = undefined;
  });
  client.subscribe("disconnected", () => {
    // A server that refuses the user disconnects as well, and the client says so a moment later.
    if (state === "connecting") setTimeout(() => reject(unavailable("no server answers there")), REFUSAL);
    if (state !== "open") return;
    timer = setTimeout(again, pauseBefore(tries++));
    timer.unref();
  });
  await Promise.race([connect(), refused]);
  state = "open";
  return {
    check() {
      if (client.status === "connected") return;
      throw refusal ?? unavailable("the connection is lost, and the server does not answer yet");
    },
    async close() {
      state = "closed";
      clearTimeout(timer);
      await client.close();
    },
  };
}

function unavailable(message: string): Error {
  return Object.assign(new Error(message), { name: "ConnectionUnavailableError" });
}
