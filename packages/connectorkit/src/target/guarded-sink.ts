import type { Sink, SinkContext } from "./sink.ts";

/** Whose a container is that actions go into. */
export type ContainerOwner =
  /** Its user's: whatever is there is written into. */
  | "user"
  /** Ours, with this mark on it; where the mark is not known, with any of ours. */
  | { readonly mark: string | undefined };

/** An action on what a container holds. */
export interface OwnedAction {
  readonly owner: ContainerOwner;
}

/** How a container is looked at. */
export interface ContainerGuard {
  /** The client that actions go to. What was seen is remembered for it. */
  client(context: SinkContext): object;
  /** The container that is there, with the mark of an app that it carries; `undefined`: there is none. */
  find(context: SinkContext): Promise<{ readonly mark: string | undefined } | undefined>;
  /** Why nothing is done: the container carries another app's mark, or none (`isMarked` false). */
  refusal(isMarked: boolean): unknown;
}

/**
 * A sink of what one container holds that does nothing to a container that is not the one that was tracked. What was tracked
 * says nothing of the place that a context key stands for now: there may be somebody's container of the same name. So it is
 * looked at before the first actions of a run; what was refused is looked at again. One that is missing is the sink's own matter.
 */
export function guardedSink<Action extends OwnedAction>(sink: Sink<Action>, guard: ContainerGuard): Sink<Action> {
  let own = new WeakMap<object, Set<string | undefined>>();
  let isUsed = false;
  const refusals = async (
    actions: readonly Action[],
    context: SinkContext,
  ): Promise<ReadonlyMap<ContainerOwner, unknown>> => {
    const refused = new Map<ContainerOwner, unknown>();
    const client = guard.client(context);
    const known = own.get(client) ?? new Set();
    own.set(client, known);
    const open = new Set<Exclude<ContainerOwner, "user">>();
    for (const { owner } of actions) if (owner !== "user" && !known.has(owner.mark)) open.add(owner);
    if (open.size === 0) return refused;
    const standing = await guard.find(context);
    if (standing === undefined) return refused;
    const { mark } = standing;
    for (const owner of open) {
      const isOurs = mark !== undefined && (owner.mark === undefined || owner.mark === mark);
      if (isOurs) known.add(owner.mark);
      else refused.set(owner, guard.refusal(mark !== undefined));
    }
    return refused;
  };
  return {
    ...sink,
    async apply(actions, context): Promise<readonly unknown[] | undefined | void> {
      const refused = await refusals(actions, context);
      if (refused.size === 0) {
        isUsed = true;
        return sink.apply(actions, context);
      }
      const errors = actions.map(({ owner }) => refused.get(owner));
      const allowed = [...actions.keys()].filter((position) => errors[position] === undefined);
      if (allowed.length === 0) return errors;
      isUsed = true;
      const answer = await sink.apply(
        allowed.map((position) => actions[position] as Action),
        context,
      );
      for (const [index, position] of allowed.entries()) errors[position] = answer?.[index];
      return errors;
    },
    async settle(context): Promise<void> {
      own = new WeakMap();
      if (!isUsed) return;
      isUsed = false;
      await sink.settle?.(context);
    },
  };
}
