import { describe, expect, it } from "vitest";
import { byteText } from "../internal/byte-text.ts";
import { CHECKSUM_BYTES, sealed } from "../internal/packing.ts";
import type { ComponentRecord } from "./component-record.ts";
import { emptyRecord } from "./component-record.ts";
import { decodeRecord, encodeRecord, readRecord, storedResult } from "./record-codec.ts";
import type { RunReason } from "./run-reason.ts";

const bytes = (...values: number[]): Uint8Array => Buffer.from(values);
const fingerprint = Buffer.from("0123456789abcdef");

const full: ComponentRecord = {
  memo: {
    fingerprint,
    parts: bytes(1, 2, 3, 4, 5, 6, 7, 8),
    dependencySet: 70_000,
    states: [bytes(1), bytes(), bytes(3, 3)],
    value: bytes(9, 9),
    lastRun: { run: 3, reason: { kind: "argument", position: 200 } },
  },
  targets: [
    {
      provider: bytes(1, 2),
      generation: { providerId: 300, schemaVersion: 2 },
      states: [
        { key: bytes(1), possible: [bytes(7)], mayBeMissing: false, declared: true, container: undefined },
        {
          key: bytes(2),
          possible: [bytes(7), bytes()],
          mayBeMissing: true,
          declared: false,
          container: { providerId: 2 ** 40, schemaVersion: 1 },
        },
        { key: bytes(3), possible: [], mayBeMissing: true, declared: true, container: undefined },
      ],
    },
  ],
  identifiers: [{ dependency: bytes(1, 1), numbers: [1, 2 ** 53 - 1] }],
  appMemos: bytes(1, 2, 3, 4, 5, 6, 7, 8),
  levels: [bytes(), bytes(4)],
  hasFunctionMemos: true,
  hasStates: true,
};

const read = (record: ComponentRecord): unknown => JSON.parse(JSON.stringify(decodeRecord(encodeRecord(record))));
const plain = (record: ComponentRecord, settled: boolean): unknown =>
  JSON.parse(JSON.stringify({ ...record, settled }));

describe("the record of a component", () => {
  it("comes back as it was stored, whole or in part", () => {
    expect(read(full)).toEqual(plain(full, false));
    expect(read(emptyRecord)).toEqual(plain(emptyRecord, true));
    for (const name of ["memo", "targets", "identifiers", "appMemos", "levels"] as const) {
      const part = { ...emptyRecord, [name]: full[name] };
      expect(read(part)).toEqual(plain(part, name !== "targets"));
      const rest = { ...full, [name]: emptyRecord[name] };
      expect(read(rest)).toEqual(plain(rest, name === "targets"));
    }
  });

  it.for<RunReason>([
    { kind: "new" },
    { kind: "unfinished" },
    { kind: "notMemoized" },
    { kind: "fullReprocess" },
    { kind: "content" },
    { kind: "takenOver" },
    { kind: "unreadable" },
    { kind: "dependency", on: "function", name: "é" },
    { kind: "schema" },
    { kind: "gone" },
    { kind: "undeclared" },
  ])("keeps the reason of its last run: $kind", (reason) => {
    const memo = { ...(full.memo as NonNullable<typeof full.memo>), lastRun: { run: 9, reason } };
    expect(decodeRecord(encodeRecord({ ...full, memo })).memo?.lastRun).toEqual({ run: 9, reason });
  });

  it("is settled when every declared state is known", () => {
    const targets = full.targets.map((group) => ({ ...group, states: group.states.slice(0, 1) }));
    expect(decodeRecord(encodeRecord({ ...full, targets })).settled).toBe(true);
  });

  it("gives the result of a call by its fingerprint, where it can be relied on", () => {
    const settled = encodeRecord({ ...full, targets: [] });
    expect(storedResult(settled, byteText(fingerprint))).toEqual({
      dependencySet: 70_000,
      states: [bytes(1), bytes(), bytes(3, 3)],
    });
    expect(storedResult(settled, "0123456789abcdeX")).toBeUndefined();
    expect(storedResult(encodeRecord(full), byteText(fingerprint))).toBeUndefined();
    expect(storedResult(encodeRecord(emptyRecord), byteText(fingerprint))).toBeUndefined();
  });

  it("of another format, cut off, or with any bit flipped, is refused", () => {
    const stored = encodeRecord(full);
    const content = Buffer.from(stored.subarray(0, -CHECKSUM_BYTES));
    content[0] = 99;
    expect(() => decodeRecord(sealed(content))).toThrow("format 99");
    expect(readRecord(sealed(content))).toBeUndefined();
    for (let bit = 0; bit < stored.length * 8; bit++) {
      const damaged = Buffer.from(stored);
      damaged[bit >> 3] = (damaged[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(readRecord(damaged)).toBeUndefined();
    }
    for (let length = 0; length < stored.length; length++) {
      expect(() => decodeRecord(stored.subarray(0, length)).targets.length).toThrow(RangeError);
    }
  });
});
