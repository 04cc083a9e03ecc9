import {
  type CrashDocument,
  type CrashRow,
  type CrashWorld,
  emptyCrashWorld,
  withoutConflicts,
} from "./crash-world.ts";
import type { Random } from "./random.ts";

const TABLES = ["first/one", "first/two", "second/one"];
const SCHEMAS = ["v1.ab", "v1.ab", "v1.a", "v2.ab"];
const FOLDERS = ["a", "b", "c"];
const NAMES = ["x", "y", "z"];
const KEYS = ["k1", "k2", "k3", "k4", "k5"];
const WORDS = ["red", "green", "blue"];

type Edit = (world: CrashWorld, random: Random) => CrashWorld;

/** A first world: tables, and documents in folders. */
export function firstWorld(random: Random): CrashWorld {
  let world: CrashWorld = {
    ...emptyCrashWorld,
    tables: {
      "first/one": { schema: "v1.ab", indexed: true, setup: false },
      "second/one": { schema: "v1.ab", indexed: false, setup: false },
    },
  };
  for (let count = 4 + random.below(5); count > 0; count--) world = setDocument(world, random);
  return withoutConflicts(world);
}

/** The world after one to four changes. */
export function nextWorld(world: CrashWorld, random: Random): CrashWorld {
  let next = world;
  for (let count = 1 + random.below(4); count > 0; count--) next = random.pick(EDITS)(next, random);
  return withoutConflicts(next);
}

const setDocument: Edit = (world, random) =>
  withDocument(world, random.pick(FOLDERS), random.pick(NAMES), documentOf(random));

const removeDocument: Edit = (world, random) =>
  withDocument(world, random.pick(FOLDERS), random.pick(NAMES), undefined);

/** All that it declares then belongs to another component. */
const renameDocument: Edit = (world, random) => {
  const [folder, name, to, toName] = [
    random.pick(FOLDERS),
    random.pick(NAMES),
    random.pick(FOLDERS),
    random.pick(NAMES),
  ] as const;
  const document = world.folders[folder]?.[name];
  if (document === undefined || (folder === to && name === toName)) return world;
  return withDocument(withDocument(world, folder, name, undefined), to, toName, document);
};

/** What each document declares is declared by another one: every row has another owner. */
export function movedWorld(world: CrashWorld): CrashWorld {
  const places = Object.entries(world.folders).flatMap(([folder, documents]) =>
    Object.keys(documents).map((name) => [folder, name] as const),
  );
  const documents = places.map(([folder, name]) => world.folders[folder]?.[name]);
  return withoutConflicts(
    places.reduce(
      (moved, [folder, name], index) => withDocument(moved, folder, name, documents[(index + 1) % places.length]),
      world,
    ),
  );
}

/** Two documents exchange what they declare. */
const exchangeRows: Edit = (world, random) => {
  const [folder, name, to, toName] = [
    random.pick(FOLDERS),
    random.pick(NAMES),
    random.pick(FOLDERS),
    random.pick(NAMES),
  ] as const;
  const [one, other] = [world.folders[folder]?.[name], world.folders[to]?.[toName]];
  if (one === undefined || other === undefined || one === other) return world;
  return withDocument(withDocument(world, folder, name, { ...one, rows: other.rows }), to, toName, {
    ...other,
    rows: one.rows,
  });
};

const setTable: Edit = (world, random) => {
  const table = { schema: random.pick(SCHEMAS), indexed: random.chance(0.4), setup: random.chance(0.3) };
  return { ...world, tables: { ...world.tables, [random.pick(TABLES)]: table } };
};

const dropTable: Edit = (world, random) => without(world, [random.pick(TABLES)]);

const dropShelf: Edit = (world, random) => {
  const shelf = random.pick(TABLES).split("/")[0] as string;
  return without(
    world,
    TABLES.filter((table) => table.startsWith(`${shelf}/`)),
  );
};

const setVersion: Edit = (world, random) => ({ ...world, version: 1 + random.below(3) });

const WEIGHTS: readonly (readonly [Edit, weight: number])[] = [
  [setDocument, 4],
  [removeDocument, 2],
  [renameDocument, 3],
  [exchangeRows, 3],
  [setTable, 2],
  [setVersion, 1],
  [dropTable, 1],
  [dropShelf, 1],
];
const EDITS: readonly Edit[] = WEIGHTS.flatMap(([edit, weight]) => Array.from({ length: weight }, () => edit));

function documentOf(random: Random): CrashDocument {
  const rows = (most: number): CrashRow[] =>
    Array.from({ length: random.below(most + 1) }, () => ({
      table: random.pick(TABLES),
      key: random.pick(KEYS),
      text: random.pick(WORDS),
      numbered: random.chance(0.5),
    }));
  return { memo: random.chance(0.7), rows: rows(4), notes: random.chance(0.4) ? rows(2) : [] };
}

function withDocument(
  world: CrashWorld,
  folder: string,
  name: string,
  document: CrashDocument | undefined,
): CrashWorld {
  const { [name]: _, ...others } = world.folders[folder] ?? {};
  const documents = document === undefined ? others : { ...others, [name]: document };
  const { [folder]: __, ...rest } = world.folders;
  return { ...world, folders: Object.keys(documents).length === 0 ? rest : { ...rest, [folder]: documents } };
}

function without(world: CrashWorld, tables: readonly string[]): CrashWorld {
  return {
    ...world,
    tables: Object.fromEntries(Object.entries(world.tables).filter(([name]) => !tables.includes(name))),
  };
}
