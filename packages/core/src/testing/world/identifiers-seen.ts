import { anyNumber, anyUuid, type Contents } from "./expected-contents.ts";
import { withoutStates } from "./states-seen.ts";
import { type Row, rowsOf, type World } from "./world.ts";

const NUMBER = /#\d+/;
const UUID = /@[-0-9a-f]{36}/;

/** The identifiers that rows hold, from run to run (rule T12). */
export class IdentifiersSeen {
  /** What each number stands for, ever: none is used again. */
  readonly #numbers = new Map<string, string>();
  /** The numbers of everything that has been there without a break. */
  readonly #current = new Map<string, string>();
  /** UUIDs are the same in all runs, for ever. */
  readonly #uuids = new Map<string, string>();

  /** Notes the identifiers in what a world's rows hold; gives those that are wrong. */
  note(world: World, { tables }: Contents): string[] {
    const problems: string[] = [];
    const users = usersIn(world);
    for (const [table, rows] of Object.entries(tables)) {
      for (const [key, value] of Object.entries(rows)) {
        const user = users.get(`${table}/${key}`);
        if (user === undefined) continue;
        const [number] = NUMBER.exec(value) ?? [];
        const [uuid] = UUID.exec(value) ?? [];
        if (number !== undefined) this.#noteNumber(user, number, problems);
        if (uuid !== undefined) this.#noteUuid(user, uuid, problems);
      }
    }
    return problems;
  }

  /** Forgets what is not there any more: if it comes back, its number may be another one. */
  keepOnly(world: World): void {
    const users = new Set(usersIn(world).values());
    for (const user of this.#current.keys()) if (!users.has(user)) this.#current.delete(user);
  }

  /** Nothing is known any more of what is there. */
  forgetCurrent(): void {
    this.#current.clear();
  }

  /** After a drop the numbers begin anew. */
  forget(): void {
    this.#numbers.clear();
    this.#current.clear();
  }

  #noteNumber(user: string, number: string, problems: string[]): void {
    const other = this.#numbers.get(number);
    if (other !== undefined && other !== user) problems.push(`${user} has ${number}, which was that of ${other}`);
    const before = this.#current.get(user);
    if (before !== undefined && before !== number) problems.push(`${user} has ${number}, and had ${before}`);
    this.#numbers.set(number, user);
    this.#current.set(user, number);
  }

  #noteUuid(user: string, uuid: string, problems: string[]): void {
    const wrong = [...this.#uuids].find(([other, of]) => (other === user) !== (of === uuid));
    if (wrong !== undefined) problems.push(`${user} has ${uuid}, and ${wrong.join(" has ")}`);
    this.#uuids.set(user, uuid);
  }
}

/** Values with placeholders in the place of identifiers and states. */
export function withoutHistory({ tables }: Contents): Contents["tables"] {
  const general = (value: string): string => withoutStates(value).replace(NUMBER, anyNumber).replace(UUID, anyUuid);
  return Object.fromEntries(
    Object.entries(tables).map(([table, rows]) => [
      table,
      Object.fromEntries(Object.entries(rows).map(([key, value]) => [key, general(value)])),
    ]),
  );
}

/** By `<table>/<key>`: what the identifier of the row is for. */
function usersIn(world: World): Map<string, string> {
  const users = new Map<string, string>();
  for (const item of world.items.keys()) {
    for (const row of rowsOf(world, item)) {
      const user = userOf(item, row);
      if (user !== undefined) users.set(`${row.table}/${row.key}`, user);
    }
  }
  return users;
}

function userOf(item: string, { key, table, value, way }: Row): string | undefined {
  if (way === "id" || way === "fixed id" || way === "uuid") return `${way} ${item} ${table}/${key}`;
  return way === "numbered" ? `${way} ${item} ${table}/${key} ${value}` : undefined;
}
