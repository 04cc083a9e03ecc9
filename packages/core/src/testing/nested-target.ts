import {
  absent,
  type AnyTargetHandler,
  declareTargetState,
  mountTarget,
  type PreviousStates,
  registerRootTargets,
  type Sink,
  type TargetHandler,
  type TargetProvider,
} from "@coco/connectorkit";

/** What is declared of a level: "<kind>.<columns>" of a container, any text of a leaf; with `user:` in front the user manages it. */
type Wanted = string;
type Level = TargetProvider<Wanted>;

interface Action {
  readonly what: string;
}

/**
 * A target of containers in containers in containers, and of leaves in them, which writes nothing and tells what it was
 * asked. Another kind of container loses all that is in it, fewer columns lose data. A leaf stands on any level.
 */
export class NestedTarget {
  /** What the engine knew of each state that it wanted to be there: what it may be, and whether it may be missing. */
  readonly asked: string[] = [];
  /** What a test wants to happen in place of a write: `put <path>` or `delete <path>`. */
  fault: ((what: string) => unknown) | undefined;
  readonly #root: Level;
  readonly #sink: Sink<Action>;

  constructor(name: string) {
    this.#sink = {
      name: `sink of ${name}`,
      apply: async (actions) => actions.map(({ what }) => this.fault?.(what)),
    };
    this.#root = registerRootTargets(name, this.#handler(""));
  }

  /** A container, on the outermost level or in another one. */
  async mount(key: string, wanted: Wanted, into: Level = this.#root): Promise<Level> {
    return mountTarget<Wanted, Wanted>(into.state(key, wanted));
  }

  declare(key: string, wanted: Wanted, into: Level = this.#root): void {
    declareTargetState(into.state(key, wanted));
  }

  /** What was asked since the last call. */
  takeAsked(): string[] {
    return this.asked.splice(0);
  }

  #handler(prefix: string): TargetHandler<Wanted, Wanted, Action> {
    return {
      reconcile: (key, desired, previous) => {
        const path = `${prefix}${String(key)}`;
        if (desired === absent) {
          if (previous.possible.length === 0) return undefined;
          if (previous.possible.every(isUsers)) return { tracking: absent };
          return { tracking: absent, action: { sink: this.#sink, payload: { what: `delete ${path}` } } };
        }
        this.asked.push(`${path}: ${told(previous)}`);
        if (previous.possible.length === 1 && previous.possible[0] === desired && !previous.mayBeMissing)
          return undefined;
        if (isUsers(desired)) return { tracking: desired };
        const invalidates = lossOf(previous.possible, desired);
        return {
          tracking: desired,
          action: { sink: this.#sink, payload: { what: `put ${path}` } },
          ...(invalidates === undefined ? {} : { invalidates }),
        };
      },
      child: (key): AnyTargetHandler => this.#handler(`${prefix}${String(key)}/`),
      attachments: () => ({ index: this.#handler(`${prefix}@index/`) }),
    };
  }
}

function isUsers(wanted: Wanted): boolean {
  return wanted.startsWith("user:");
}

function told({ mayBeMissing, possible }: PreviousStates<Wanted>): string {
  const states = possible.length === 0 ? "nothing" : possible.toSorted().join(" or ");
  return mayBeMissing ? `${states}, may be missing` : states;
}

function lossOf(possible: readonly Wanted[], wanted: Wanted): "destructive" | "lossy" | undefined {
  const [kind, columns = ""] = wanted.split(".");
  if (possible.some((earlier) => earlier.split(".")[0] !== kind)) return "destructive";
  const isKept = (earlier: Wanted): boolean =>
    [...(earlier.split(".")[1] ?? "")].every((name) => columns.includes(name));
  return possible.every(isKept) ? undefined : "lossy";
}
