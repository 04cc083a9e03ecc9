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

/** A tracked state together with the generation that it was written under. */
export interface FoundState {
  readonly state: TrackedState;
  readonly generation: Generation;
}

/** The state at an encoded path. One provider may have several groups: states of several generations. */
export function findTracked(groups: readonly TrackedGroup[], path: Uint8Array): FoundState | undefined {
  for (const group of groups) {
    const key = keyUnder(group.provider, path);
    const state = key && group.states.find((candidate) => Buffer.compare(candidate.key, key) === 0);
    if (state) return { state, generation: group.generation };
  }
  return undefined;
}

/** The groups with only those states that `keep` accepts; no group is left empty. */
export function filterTracked(
  groups: readonly TrackedGroup[],
  keep: (state: TrackedState, group: TrackedGroup) => boolean,
): readonly TrackedGroup[] {
  return groups
    .map((group) => ({ ...group, states: group.states.filter((state) => keep(state, group)) }))
    .filter((group) => group.states.length > 0);
}

function keyUnder(provider: Uint8Array, path: Uint8Array): Uint8Array | undefined {
  if (path.length <= provider.length || Buffer.compare(path.subarray(0, provider.length), provider) !== 0)
    return undefined;
  return path.subarray(provider.length);
}
