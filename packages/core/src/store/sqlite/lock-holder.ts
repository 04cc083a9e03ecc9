/** Who holds the lock of a store, for the message to the one who does not get it. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** The command line, shortened. */
  readonly command: string;
  /** ISO 8601, UTC. */
  readonly since: string;
}
