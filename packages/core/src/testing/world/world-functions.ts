import { type AnyFunction, type ContextKey, useContext } from "@coco/connectorkit";
import { generateId, generateUuid, IdGenerator, useState } from "../../index.ts";
import type { MemoryTable } from "../memory-target.ts";
import { wrap } from "../wrap.ts";
import type { ItemData } from "./item-data.ts";
import type { RunInputs } from "./world-program.ts";
import { type Kind, type Row, type TableName, tableNames } from "./world.ts";

export type Tables = Partial<Record<TableName, MemoryTable>>;

/** The wrapped functions of one version of the program. */
export interface Declaring {
  /** Declares a row of an item, its value by way of the functions that it names. */
  readonly declare: (item: string, row: Row, table: MemoryTable, beneath: readonly string[]) => Promise<void>;
  /** What is mounted for an item, by kind. The body gets no tables where they are not arguments. */
  readonly components: (
    body: (data: ItemData, tables: Tables | undefined) => Promise<string>,
  ) => Record<Kind, AnyFunction>;
}

type ValueOf = (item: string, row: Row, value: string, beneath: readonly string[]) => unknown;

export function declaring({ ran, turns, world }: RunInputs, context: ContextKey<number>): Declaring {
  // As in the text of functions: what an edit of the world changes later does not count.
  const { inner: i, node: n, part: p, text: t } = { ...world.versions };

  const inner = wrap("world/inner", { version: i }, (value: string) => `${value} i${i}`);
  const part = wrap("world/part", { memo: true, deps: { p } }, async (item: string, row: Row, table: MemoryTable) => {
    ran.push(`part ${item} ${row.table}/${row.key}`);
    const read = row.value === "red" ? ` c${useContext(context)}` : "";
    table.declare(row.key, `${inner(row.value)} p${p}${read}`);
  });
  const text = wrap("world/text", { memo: "app", version: t }, async (value: string) => {
    ran.push(`text ${value}`);
    for (let turn = turns(`text ${value}`); turn > 0; turn--) await new Promise((resolve) => setImmediate(resolve));
    return `${inner(value)} t${t} c${useContext(context)}`;
  });
  const numbered = wrap("world/numbered", { memo: true, version: p }, async (item: string, row: Row) => {
    ran.push(`numbered ${item} ${row.table}/${row.key}`);
    return `${row.value} p${p} #${await new IdGenerator().next()}`;
  });

  const declare: Declaring["declare"] = async (item, row, table, beneath) => {
    const { key, value, way } = row;
    if (way === "part") return part(item, row, table);
    table.declare(key, `${String(await valueBy[way](item, row, value, beneath))} n${n}`);
  };
  const valueBy: Record<Exclude<Row["way"], "part">, ValueOf> = {
    beneath: (_item, _row, value, beneath) => `${value} [${beneath.join(", ")}]`,
    direct: (_item, _row, value) => value,
    context: (_item, _row, value) => `${value} c${useContext(context)}`,
    inner: (_item, _row, value) => inner(value),
    text: (_item, _row, value) => text(value),
    id: async (_item, { key, table }, value) => `${value} #${await new IdGenerator(table).next(key)}`,
    "fixed id": async (_item, { key, table }, value) => `${value} #${await generateId(`${table}/${key}`)}`,
    numbered: (item, row) => numbered(item, row),
    state: (_item, { key, table }, value) => {
      const state = useState<readonly string[]>(`${table}/${key}`, []);
      if (!state.value.includes(value)) state.value = [...state.value, value];
      return `${value} s${state.value.join("+")}`;
    },
    uuid: async (_item, { key, table }, value) => `${value} @${String(await generateUuid(`${table}/${key}`))}`,
  };

  return {
    declare,
    components: (body) => ({
      plain: wrap("world/plain", { version: n }, async (data: ItemData, ...tables: (MemoryTable | undefined)[]) =>
        body(data, byName(tables)),
      ),
      memo: wrap(
        "world/memo",
        { memo: true, version: n },
        async (data: ItemData, ...tables: (MemoryTable | undefined)[]) => body(data, byName(tables)),
      ),
      closure: wrap("world/closure", { memo: true, deps: { n } }, async (data: ItemData, _mounted: readonly string[]) =>
        body(data, undefined),
      ),
    }),
  };
}

function byName(tables: readonly (MemoryTable | undefined)[]): Tables {
  return Object.fromEntries(tableNames.map((name, index) => [name, tables[index]])) as Tables;
}
