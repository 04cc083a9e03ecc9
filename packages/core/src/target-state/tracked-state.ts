/** Which incarnation of a container something was written into. */
export interface Generation {
  /** New after a destructive change: whatever was written under another one is gone. */
  readonly providerId: number;
  /** Raised by a lossy change: what was written under an older one may be incomplete. */
  readonly schemaVersion: number;
}

/** The generation of the outermost level, which nothing contains. */
export const rootGeneration: Generation = { providerId: 0, schemaVersion: 0 };

export function sameGeneration(a: Generation, b: Generation): boolean {
  return a.providerId === b.providerId && a.schemaVersion === b.schemaVersion;
}

/** What is stored of one target state. */
export interface TrackedState {
  /** The encoded key within its provider. */
  readonly key: Uint8Array;
  /** Encoded tracking records of every state that it may be in. One when all is settled. */
  readonly possible: readonly Uint8Array[];
  readonly mayBeMissing: boolean;
  /** False once its component stopped declaring it: it is deleted when the run settles, unless another takes it over. */
  readonly declared: boolean;
  /** For a container: the generation of its children. */
  readonly container: Generation | undefined;
}

/** The target states of one component under one provider. */
export interface TrackedGroup {
  /** The encoded path of the provider. */
  readonly provider: Uint8Array;
  readonly generation: Generation;
  readonly states: readonly TrackedState[];
}

/** Settled: written, declared, and known to be what the one tracking record says. */
export function isSettled(state: TrackedState): boolean {
  return state.declared && !state.mayBeMissing && state.possible.length === 1;
}
