import assert from "node:assert/strict";
import { CocoError } from "../../../errors/coco-error.ts";
import { type AnyRecord, record } from "../../../record/record.ts";
import { t } from "../../../record/t.ts";
import type { TargetScenario } from "./target-scenario.ts";

type AnyColumn = AnyRecord["columns"][string];

const LONG = "Lorem ipsum 漢字 😀 é e\u0301 ".repeat(10_000);

/** Values at the limits of each kind; every column takes nulls too. */
const kinds: Readonly<Record<string, readonly [AnyColumn, readonly unknown[]]>> = {
  string: [t.string().nullable(), ["", " ", "a'b\"c`d\\e", "\n\r\t\u0001\u007f", "a\ufeff\uffff", "null", LONG]],
  int: [t.int().nullable(), [0, 1, -1, 2 ** 31, -(2 ** 31) - 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]],
  bigint: [t.bigint().nullable(), [0n, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n)]],
  float: [
    t.float().nullable(),
    [0, 0.1, -1.5, 1e21, 2 ** 53, Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, Number.EPSILON, 1 / 3],
  ],
  boolean: [t.boolean().nullable(), [true, false]],
  bytes: [
    t.bytes().nullable(),
    [new Uint8Array(0), new Uint8Array([0]), Uint8Array.from({ length: 256 }, (_, byte) => byte), new Uint8Array(1e6)],
  ],
  timestamp: [
    t.timestamp().nullable(),
    [0, 1, -1, 951_782_400_123, 253_402_300_799_999, -62_135_596_800_000].map((time) => new Date(time)),
  ],
  date: [t.date().nullable(), ["1970-01-01", "2024-02-29", "9999-12-31", "0001-01-01"]],
  uuid: [t.uuid().nullable(), ["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"]],
  json: [
    t.json().nullable(),
    [{}, [], "", "text", 0, 0.1, true, false, { a: { "b'\"": [null, "漢字", 1e-7, { c: LONG }] } }, [[[]]]],
  ],
  list: [t.list(t.string()).nullable(), [[], [""], ["a", "'", '"', "{", "},", "NULL", "\\", "漢字"]]],
  "list of int": [t.list(t.int()).nullable(), [[], [0], [Number.MAX_SAFE_INTEGER, -1]]],
  "list of bigint": [t.list(t.bigint()).nullable(), [[], [2n ** 63n - 1n, -(2n ** 63n)]]],
  "list of float": [t.list(t.float()).nullable(), [[], [0.1, -1e300]]],
  "list of boolean": [t.list(t.boolean()).nullable(), [[], [true, false]]],
  "list of bytes": [t.list(t.bytes()).nullable(), [[], [new Uint8Array(0), new Uint8Array([0, 255])]]],
  "list of timestamp": [t.list(t.timestamp()).nullable(), [[], [new Date(0), new Date(1_700_000_000_123)]]],
  "list of date": [t.list(t.date()).nullable(), [[], ["1970-01-01", "2024-02-29"]]],
  "list of uuid": [t.list(t.uuid()).nullable(), [[], ["123e4567-e89b-42d3-a456-426614174000"]]],
  vector: [
    t.vector(3).nullable(),
    [
      [1, 2, 3],
      [0.1, -0.25, 3e38],
      [1e-38, 0, -3e38],
    ],
  ],
};

/** The same of vectors that few targets hold. */
const specialKinds: typeof kinds = {
  multiVector: [
    t.multiVector(2).nullable(),
    [
      [[1, -2]],
      [
        [0.1, 0.25],
        [3e38, -1e-38],
        [0, 1],
      ],
    ],
  ],
  sparseVector: [
    t.sparseVector().nullable(),
    [
      { indices: [0], values: [1] },
      { indices: [2 ** 32 - 1, 7, 0], values: [0.1, -0.25, 3e38] },
    ],
  ],
};

const refused: readonly unknown[] = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** What is declared is what is held, or it is an error. */
export const valueScenarios: readonly TargetScenario[] = [
  ...Object.entries({ ...kinds, ...specialKinds }).map(
    ([kind, [column, values]]): TargetScenario => ({
      name: `values: a column of kind ${kind} keeps every value exactly, and null`,
      needs: ["columns"],
      async run(bench) {
        const name = bench.name();
        const schema = record({ id: t.string(), value: column }, { primaryKey: ["id"] });
        const rows = [...values, null].map((value, index) => ({ id: `v${index}`, value }));
        const special = kind in specialKinds && bench.harness.specialVectors?.includes(kind as "multiVector") !== true;
        if (special || bench.harness.unsupportedKinds?.[kind] !== undefined) {
          await bench.expectFailure({ [name]: { schema, rows } });
          return;
        }
        await bench.settlesAs(name, { schema, rows });
        const turned = rows.map(({ id }, index) => ({ id, value: rows.at(index - 1)?.value }));
        await bench.settlesAs(name, { schema, rows: turned });
      },
    }),
  ),
  {
    name: "values: numbers that are none are refused, and harm no other row",
    needs: ["columns"],
    async run(bench) {
      const name = bench.name();
      const schema = record({ id: t.string(), value: t.float() }, { primaryKey: ["id"] });
      const good = [{ id: "good", value: 1.5 }];
      for (const value of refused) {
        const { failures } = await bench.run({ [name]: { schema, parts: { good, bad: [{ id: "bad", value }] } } });
        assert.equal(failures.length, 1);
        assert.ok(CocoError.isInstance(failures[0]?.error));
        await bench.expectRows(name, good, schema);
      }
    },
  },
  {
    name: "values: text with NUL is kept as it is, or refused with an error that harms no other row",
    async run(bench) {
      const name = bench.name();
      const good = [{ id: "good", text: "1" }];
      const nul = [{ id: "nul", text: "before\0after" }];
      const { failures } = await bench.run({ [name]: { parts: { good, nul } } });
      for (const { error } of failures) assert.ok(CocoError.isInstance(error), String(error));
      await bench.expectRows(name, failures.length === 0 ? [...good, ...nul] : good);
    },
  },
  {
    name: "values: text keeps a byte order mark at its beginning",
    async run(bench) {
      const rows = [
        { id: "\ufeffa", text: "\ufeffb" },
        { id: "a", text: "b" },
      ];
      await bench.settlesAs(bench.name(), { rows });
    },
  },
  {
    name: "values: a negative zero stays one",
    needs: ["columns"],
    async run(bench) {
      const name = bench.name();
      const schema = record({ id: t.string(), value: t.float() }, { primaryKey: ["id"] });
      await bench.settlesAs(name, { schema, rows: [{ id: "zero", value: -0 }] });
    },
  },
  {
    name: "values: a row of 8 MB is held, beside many small ones",
    async run(bench) {
      const name = bench.name();
      const rows = [
        { id: "large", text: "x".repeat(8 * 1024 * 1024) },
        ...Array.from({ length: 50 }, (_, index) => ({ id: `r${index}`, text: "small" })),
      ];
      await bench.settlesAs(name, { rows });
    },
  },
];
