/** The right to write to a store. */
export interface StoreLock {
  /** Gives the right back. Releasing twice is allowed. */
  release(): Promise<void>;
}
