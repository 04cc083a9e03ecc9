import type { Contents } from "./expected-contents.ts";
import { rowsOf, type World } from "./world.ts";

const STATE = / s([a-z+]+) /;

interface State {
  /** The values that it has seen, in order; nothing where they are not known. */
  readonly seen: readonly string[] | undefined;
  /** Values that a run may have added that did not go well. */
  readonly perhaps: ReadonlySet<string>;
}

/** What components keep from run to run, as far as it can be told: each remembers all values that its row had. */
export class StatesSeen {
  readonly #states = new Map<string, State>();

  /** Compares what rows say that their components remember with what those have seen; gives what is wrong. */
  note(world: World, { tables }: Contents): string[] {
    const problems: string[] = [];
    for (const { name, user, value } of usersIn(world)) {
      const [table = "", key = ""] = name.split("/");
      const found = STATE.exec(tables[table]?.[key] ?? "")?.[1]?.split("+") ?? [];
      const before = this.#states.get(user) ?? { seen: [], perhaps: new Set() };
      if (!isPossible(found, value, before)) problems.push(`${user} remembers ${found.join()} after ${text(before)}`);
      this.#states.set(user, { seen: found, perhaps: new Set() });
    }
    return problems;
  }

  /** A run did not go well: what it did may have been kept or not. */
  blur(world: World): void {
    for (const { user, value } of usersIn(world)) {
      const { perhaps, seen } = this.#states.get(user) ?? { seen: [], perhaps: new Set() };
      this.#states.set(user, { seen, perhaps: new Set([...perhaps, value]) });
    }
  }

  /** Items that are gone remember nothing when they come back, but only if a run has seen that they are. */
  keepOnly(world: World): void {
    for (const user of this.#states.keys())
      if (!world.items.has(user.split(" ")[0] as string))
        this.#states.set(user, { seen: undefined, perhaps: new Set() });
  }

  /** A run has seen which items there are. */
  settle(world: World): void {
    for (const user of this.#states.keys())
      if (!world.items.has(user.split(" ")[0] as string)) this.#states.delete(user);
  }

  /** Nothing is known any more. */
  forget(world: World): void {
    for (const user of [...this.#states.keys(), ...usersIn(world).map((one) => one.user)])
      this.#states.set(user, { seen: undefined, perhaps: new Set() });
  }
}

export function withoutStates(value: string): string {
  return value.replace(STATE, " s? ");
}

function isPossible(found: readonly string[], value: string, { perhaps, seen }: State): boolean {
  if (!found.includes(value) || new Set(found).size !== found.length) return false;
  if (seen === undefined) return true;
  const added = found.slice(seen.length);
  return seen.every((one, at) => found[at] === one) && added.every((one) => one === value || perhaps.has(one));
}

function text({ perhaps, seen }: State): string {
  return `${seen?.join() ?? "anything"}${perhaps.size > 0 ? ` and perhaps ${[...perhaps].join()}` : ""}`;
}

/** The rows whose values their components remember; `name` is `<table>/<key>`. */
function usersIn(world: World): { name: string; user: string; value: string }[] {
  return [...world.items.keys()].flatMap((item) =>
    rowsOf(world, item)
      .filter(({ way }) => way === "state")
      .map(({ key, table, value }) => ({ name: `${table}/${key}`, user: `${item} ${table}/${key}`, value })),
  );
}
