import assert from "node:assert/strict";
import { Uuid } from "../../../key/uuid.ts";
import { type AnyRecord, type Columns, record } from "../../../record/record.ts";
import { t } from "../../../record/t.ts";
import type { ContractRow } from "../target-harness.ts";
import type { TargetScenario } from "./target-scenario.ts";

interface Step {
  readonly schema: AnyRecord;
  readonly rows: readonly ContractRow[];
}

/** A schema with the key `id`, and two rows in which `more` stands beside `id` and `text`. */
function step(columns: Columns, more: readonly [ContractRow, ContractRow] = [{}, {}], primaryKey = ["id"]): Step {
  const schema = record({ id: t.string(), ...columns }, { primaryKey: primaryKey as ["id"] });
  const known = (row: ContractRow): ContractRow =>
    Object.fromEntries(Object.entries(row).filter(([name]) => name in schema.columns));
  return { schema, rows: more.map((row, index) => known({ id: `r${index}`, text: `t${index}`, ...row })) };
}

const text = t.string();
const changes: Readonly<Record<string, readonly Step[]>> = {
  "a column that takes nulls comes, without values": [step({ text }), step({ text, note: t.string().nullable() })],
  "a column that takes nulls comes, with values in some rows": [
    step({ text }),
    step({ text, note: t.string().nullable() }, [{ note: "x" }, { note: null }]),
  ],
  "a column that takes no nulls comes, and all rows get their values": [
    step({ text }),
    step({ text, note: t.int() }, [{ note: 1 }, { note: 2 }]),
  ],
  "a column goes": [step({ text, note: t.int() }, [{ note: 1 }, { note: 2 }]), step({ text })],
  "a column goes and comes again with another type": [
    step({ text, note: t.int() }, [{ note: 1 }, { note: 2 }]),
    step({ text }),
    step({ text, note: t.string() }, [{ note: "1" }, { note: "2" }]),
  ],
  "a column begins to take nulls, and takes none again": [
    step({ text }),
    step({ text: t.string().nullable() }, [{ text: null }, {}]),
    step({ text }, [{ text: "back" }, {}]),
  ],
  "the type of a column changes": [
    step({ text, note: t.string() }, [{ note: "1" }, { note: "x" }]),
    step({ text, note: t.int() }, [{ note: 1 }, { note: 2 }]),
    step({ text, note: t.vector(2) }, [{ note: [1, 2] }, { note: [3, 4] }]),
    step({ text, note: t.vector(3) }, [{ note: [1, 2, 3] }, { note: [3, 4, 5] }]),
  ],
  "several things change at once": [
    step({ text, one: t.int(), two: t.string().nullable() }, [{ one: 1 }, { one: 2, two: "x" }]),
    step({ text: t.string().nullable(), two: t.boolean(), three: t.json() }, [
      { two: true, three: { a: 1 } },
      { two: false, three: [] },
    ]),
  ],
  "the primary key changes": [
    step({ text }),
    step({ text }, [{}, {}], ["text"]),
    step({ text }, [{}, {}], ["id", "text"]),
    step({ text }, [{}, {}], ["text", "id"]),
    step({ text }),
  ],
};

/** Each kind of column that can be a key, with values at its limits. */
const keys: Readonly<Record<string, readonly [AnyRecord["columns"][string], readonly unknown[]]>> = {
  string: [t.string(), ["", "a", "A", "'"]],
  int: [t.int(), [0, -1, 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]],
  bigint: [t.bigint(), [0n, -1n, 2n ** 53n, 2n ** 63n - 1n, -(2n ** 63n)]],
  boolean: [t.boolean(), [true, false]],
  bytes: [t.bytes(), [new Uint8Array(0), new Uint8Array([0]), new Uint8Array([0, 0]), new Uint8Array([255, 39])]],
  date: [t.date(), ["1970-01-01", "2024-02-29", "1600-01-01"]],
  uuid: [t.uuid(), [Uuid.parse("00000000-0000-0000-0000-000000000000"), "123e4567-e89b-42d3-a456-426614174000"]],
};

/** What becomes of rows when the schema of their container changes. */
export const schemaScenarios: readonly TargetScenario[] = [
  ...Object.entries(changes).map(
    ([what, steps]): TargetScenario => ({
      name: `schema: ${what}`,
      needs: ["columns"],
      async run(bench) {
        const name = bench.name();
        for (const one of steps) await bench.settlesAs(name, one);
        // And the whole way back, each time over what the one before has left.
        for (const one of steps.toReversed()) await bench.settlesAs(name, one);
      },
    }),
  ),
  {
    name: "schema: a new column that takes nulls has no row written again, and neither has another order of columns",
    needs: ["columns", "additiveInPlace"],
    async run(bench) {
      const name = bench.name();
      const { rows, schema } = step({ text });
      await bench.settlesAs(name, { schema, rows });
      const wider = step({ text, note: t.string().nullable() });
      await bench.succeed({ [name]: wider });
      assert.deepEqual(bench.observed.actions("row"), []);
      await bench.expectRows(name, rows, wider.schema);
      await bench.succeed({ [name]: step({ note: t.string().nullable(), text }) });
      assert.deepEqual(bench.observed.actions("row"), []);
    },
  },
  {
    name: "schema: a preview says what a change takes from the container, and writes nothing",
    needs: ["columns", "additiveInPlace"],
    async run(bench) {
      const name = bench.name();
      const before = step({ text, note: t.int() }, [{ note: 1 }, { note: 2 }]);
      await bench.settlesAs(name, before);
      const losses = async (after: Step): Promise<readonly string[]> => {
        const { changes: planned } = await bench.preview({ [name]: after });
        assert.deepEqual(bench.observed.calls, [], "a preview writes nothing");
        const losing = planned.filter(({ loss }) => loss !== "none");
        for (const { details, target } of losing) {
          assert.ok(target.includes(name), `${target} is not of the container ${name}`);
          assert.ok(details.length > 0, `nothing says what changes of ${target}`);
        }
        return losing.map(({ loss }) => loss);
      };
      const wider = step({ text, note: t.int(), more: t.string().nullable() }, [{ note: 1 }, { note: 2 }]);
      assert.deepEqual(await losses(wider), [], "a new column that takes nulls costs nothing");
      const keyed = step({ text, note: t.int() }, [{ note: 1 }, { note: 2 }], ["id", "text"]);
      assert.ok((await losses(keyed)).includes("destructive"), "with another key all is made anew");
      assert.notDeepEqual(await losses(step({ text })), [], "what stands in a column goes with it");
      await bench.settlesAs(name, before);
    },
  },
  {
    name: "schema: a change that died half way is done by the next run, or taken back",
    needs: ["columns"],
    timeout: 180_000,
    async run(bench) {
      let count = 0;
      for (const steps of Object.values(changes)) {
        const [before, after] = steps as [Step, Step];
        for (const moment of ["before", "after"] as const) {
          for (const end of [after, before]) {
            const name = bench.name(`s${count++}`);
            await bench.settlesAs(name, before);
            await bench.crash({ [name]: after }, () => moment);
            await bench.settlesAs(name, end);
          }
        }
      }
    },
  },
  ...Object.entries(keys).map(
    ([kind, [column, values]]): TargetScenario => ({
      name: `schema: a key may be of kind ${kind}, alone and beside others`,
      needs: ["columns"],
      async run(bench) {
        if (bench.harness.unsupportedKinds?.[kind] !== undefined) return;
        for (const [index, primaryKey] of [["key"], ["group", "key"], ["key", "group"]].entries()) {
          const name = bench.name(`k${index}`);
          const columns = { key: column, group: t.string(), text: t.string() };
          const schema = record(columns, { primaryKey: primaryKey as ["key"] });
          const groups = primaryKey.length === 1 ? ["g"] : ["g", "h"];
          const rows = (each: string) => groups.flatMap((group) => values.map((key) => ({ key, group, text: each })));
          await bench.settlesAs(name, { schema, rows: rows("1") });
          await bench.settlesAs(name, { schema, rows: rows("2") });
          await bench.settlesAs(name, { schema, rows: rows("2").filter((_, row) => row % 2 === 0) });
          await bench.settlesAs(name, { schema, rows: rows("3").filter((_, row) => row % 2 === 1) });
          await bench.drop();
          await bench.expectRows(name, undefined, schema);
        }
      },
    }),
  ),
];
