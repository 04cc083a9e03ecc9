import {
  absent,
  checkKey,
  declareTargetState,
  type StableKey,
  type TargetProvider,
  type TargetState,
} from "@coco/connectorkit";
import { TargetStateError } from "../errors/target-state-error.ts";
import { byteText } from "../internal/byte-text.ts";
import { requireComponent } from "../internal/scope.ts";
import { Declaration } from "./declaration.ts";
import { childTargetPath, encodeStateKey, encodeTargetPath, formatTargetPath } from "./target-path.ts";

/** Enough to pass those of a connector's own method; the others begin further up, in the engine. */
const DECLARING_FRAMES = 3;

const encodedPaths = new WeakMap<TargetProvider<never>, Uint8Array>();

function encodedPathOf(provider: TargetProvider<never>): Uint8Array {
  let encoded = encodedPaths.get(provider);
  if (encoded === undefined) {
    encoded = encodeTargetPath(provider.path);
    encodedPaths.set(provider, encoded);
  }
  return encoded;
}

/** The engine's side of `declareTargetState`. */
export function declareState(state: TargetState): void {
  declare(state, false, "declareTargetState", declareTargetState, DECLARING_FRAMES);
}

/** The engine's side of `declareTargetStateWithChildren`, and of mounted targets. */
export function declareContainerState(state: TargetState): void {
  declare(state, true, "declareTargetStateWithChildren", declare);
}

function declare(
  state: TargetState,
  container: boolean,
  what: string,
  above: (...args: never[]) => unknown,
  frames?: number,
): void {
  const { component, frame, recorder, run } = requireComponent(what);
  const provider = encodedPathOf(state.provider as TargetProvider<never>);
  run.providers.usable(provider);
  if (container && typeof state.key === "symbol") throw symbolKey(state);
  if (state.value === absent) throw declaredAbsent(state);
  const encodedKey = encodedKeyOf(state.key, provider);
  const path = childTargetPath(provider, encodedKey);
  const site = run.sites.capture(above, frames);
  const declaration = new Declaration({
    provider,
    key: state.key,
    encodedKey,
    path,
    value: state.value,
    container,
    site,
  });
  component.declare(declaration);
  if (frame !== undefined) recorder.noteTarget(byteText(declaration.hash));
  const generation = run.providers.generationOf(provider);
  if (generation !== undefined && state.provider.path.length > 1)
    recorder.noteProvider(run.providers.textOf(provider), generation);
  if (container) run.providers.declared(path);
}

function encodedKeyOf(key: StableKey, provider: Uint8Array): Uint8Array {
  try {
    return encodeStateKey(key);
  } catch (error) {
    checkKey(key, `The key of a target state in ${formatTargetPath(provider)}`);
    throw error;
  }
}

function declaredAbsent(state: TargetState): TargetStateError {
  return new TargetStateError(
    `${formatTargetPath(encodeTargetPath([...state.provider.path, state.key]))} is declared absent.`,
    {
      code: "DECLARED_ABSENT",
      hint: "Leave the declaration out: what is not declared any more is deleted.",
    },
  );
}

/** In a path a symbol says that what follows stands beside the children of a container. */
function symbolKey(state: TargetState): TargetStateError {
  const path = formatTargetPath(encodeTargetPath([...state.provider.path, state.key]));
  return new TargetStateError(`The container ${path} has a symbol as its key.`, {
    code: "CONTAINER_KEY",
    hint: "Give it a key of another kind: symbols are the kinds of attachments there.",
  });
}
