import { type PastRun, pastRuns } from "../app/run-history.ts";
import { readDependencySet, dependencySetKey, type DependencySet } from "../function/dependency-sets.ts";
import { type LogicVersion, logicVersions } from "../function/logic-version.ts";
import { sameBytes } from "../internal/byte-text.ts";
import type { AppState } from "../store/index.ts";
import { formatTargetPath } from "../target-state/target-path.ts";

/** A function as a stored result knows it. */
export interface FunctionVersion {
  /** `my-app:steps/index-file#indexFile`. */
  readonly identity: string;
  /** The declared part of the identity. */
  readonly name: string;
  /** The module, as a path inside its package; `undefined` where it is not known. */
  readonly file: string | undefined;
  /** Where it began in the file when this version was new, from 1; 0 where that is not known. */
  readonly line: number;
  /** The first digits of the fingerprint of its logic, which stand for the version. */
  readonly version: string;
  /** The run in which results began to depend on this version; `undefined` where that is too long ago. */
  readonly since: PastRun | undefined;
}

/** What a stored result depends on besides its arguments. */
export interface Dependencies {
  readonly functions: readonly FunctionVersion[];
  /** The names of context keys whose values count. */
  readonly contexts: readonly string[];
  /** The containers that it declares into, as `coco show` prints them. */
  readonly containers: readonly string[];
}

const SHOWN_DIGITS = 8;

/** What several sets of dependencies hold together, each thing once. */
export async function dependenciesOf(state: AppState, sets: Iterable<number>): Promise<Dependencies> {
  const numbers = [...new Set(sets)];
  const stored = await state.read("dependencySet", numbers.map(dependencySetKey));
  const read = stored.flatMap((bytes): DependencySet[] => {
    const set = bytes === undefined ? undefined : readDependencySet(bytes);
    return set === undefined ? [] : [set];
  });
  const logic = new Map(read.flatMap(({ functions }) => functions));
  const runs = await pastRuns(state);
  const functions = await Promise.all(
    [...logic].map(async ([identity, bytes]) =>
      functionVersion(identity, bytes, await logicVersions(state, identity), runs),
    ),
  );
  return {
    functions: functions.sort((a, b) => (a.identity < b.identity ? -1 : 1)),
    contexts: distinct(read.flatMap(({ contexts }) => contexts.map(([name]) => name))),
    containers: distinct(read.flatMap(({ providers }) => providers.map(([path]) => formatTargetPath(path)))),
  };
}

function functionVersion(
  identity: string,
  logic: Uint8Array,
  versions: readonly LogicVersion[],
  runs: readonly PastRun[],
): FunctionVersion {
  const version = versions.findLast((one) => sameBytes(one.logic, logic));
  const [own] = version?.parts ?? [];
  return {
    identity,
    name: declaredName(identity),
    file: own === undefined || own.file === "" ? undefined : own.file,
    line: own?.line ?? 0,
    version: Buffer.from(logic).toString("hex").slice(0, SHOWN_DIGITS),
    since: version === undefined ? undefined : runs.find(({ number }) => number === version.run),
  };
}

/** What a function was declared as: the identity ends with it. */
function declaredName(identity: string): string {
  return identity.slice(identity.lastIndexOf("#") + 1);
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
