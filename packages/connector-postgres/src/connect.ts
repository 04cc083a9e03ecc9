import type { PostgresPool } from "./pool.ts";
import { PostgresError } from "./postgres-error.ts";

/** A pool that {@link connect} made. */
export interface Pool extends PostgresPool {
  /** Ends all connections. Call it in `env.defer()`, which runs after all updates have ended. */
  end(): Promise<void>;
}

/** How connections are made; whatever else `pg` takes can be given too. */
export interface ConnectOptions {
  /** The most connections. Default 10. Each table that is written at the same time uses one, and each live source keeps one. */
  readonly max?: number;
  /** How long a connection may take to be made, in milliseconds. Default 10,000. */
  readonly connectionTimeoutMillis?: number;
  /** What the server shows of them, in `pg_stat_activity`. Default "coco". */
  readonly application_name?: string;
  readonly [option: string]: unknown;
}

type PoolClass = new (
  config: Readonly<Record<string, unknown>>,
) => Pool & { on(event: "error", listener: (error: Error) => void): unknown };

/**
 * Makes a pool of connections; none is made before it is needed.
 *
 * @param address - `postgres://user:password@host:port/database`; left out, `pg` reads PGHOST, PGUSER, PGPASSWORD and so on.
 * @throws PostgresError (`POSTGRES_NOT_INSTALLED`, `POSTGRES_ADDRESS`); it never shows the address, which may hold a password.
 */
export async function connect(address?: string, options: ConnectOptions = {}): Promise<Pool> {
  const PoolOfPg = await loadPool();
  if (address !== undefined) checkAddress(address);
  const settings = { max: 10, connectionTimeoutMillis: 10_000, application_name: "coco", ...options };
  const pool = new PoolOfPg(address === undefined ? settings : { ...settings, connectionString: address });
  // An idle connection that the server ends would otherwise end the process; the pool makes another one when it is needed.
  pool.on("error", () => {});
  return pool;
}

async function loadPool(): Promise<PoolClass> {
  try {
    const { default: pg } = (await import("pg")) as unknown as { readonly default: { readonly Pool: PoolClass } };
    return pg.Pool;
  } catch (cause) {
    throw new PostgresError("The package pg is not installed.", {
      code: "POSTGRES_NOT_INSTALLED",
      hint: "Add it to your project: npm install pg",
      cause,
    });
  }
}

function checkAddress(address: string): void {
  const fits = typeof address === "string" && /^(?:postgres(?:ql)?|socket):\/\//.test(address) && isAddress(address);
  if (fits) return;
  // Without the cause: an error about an address repeats it.
  throw new PostgresError("connect(address) was given no address of a Postgres server.", {
    code: "POSTGRES_ADDRESS",
    hint: "Write postgres://user:password@host:port/database; characters such as @ and / in a password are written %40 and %2F.",
  });
}

function isAddress(address: string): boolean {
  // An empty host means the local socket, and several hosts are for the driver to refuse.
  return URL.canParse(address) || URL.canParse(address.replace(/@(?=\/)/, "@localhost"));
}
