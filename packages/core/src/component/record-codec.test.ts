import { describe, expect, it } from "vitest";
import { byteText } from "../internal/byte-text.ts";
import { CHECKSUM_BYTES, sealed } from "../internal/packing.ts";
import { encodeValue } from "../codec/index.ts";
import type { ComponentMemo, ComponentRecord } from "./component-record.ts";
import { emptyRecord } from "./component-record.ts";
import { decodeRecord, encodeRecord, readRecord, type StoredResult, storedResult } from "./record-codec.ts";
import type { TrackedGroup, TrackedState } from "../target-state/tracked-state.ts";
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

const state = (key: string, ...possible: Uint8Array[]): TrackedState => ({
  key: Buffer.from(key),
  possible,
  mayBeMissing: false,
  declared: true,
  container: undefined,
});

/** States whose keys begin alike, and a container between them. */
const alike: ComponentRecord = {
  ...emptyRecord,
  memo: {
    fingerprint,
    parts: bytes(1, 2, 3, 4),
    dependencySet: 7,
    states: [bytes(1)],
    value: undefined,
    lastRun: { run: 3, reason: { kind: "new" } },
  },
  targets: [
    {
      provider: Buffer.from("table"),
      generation: { providerId: 3, schemaVersion: 1 },
      states: [
        state("note/1", bytes(7)),
        { ...state("note/2", bytes(8), bytes()), mayBeMissing: true, declared: false },
        { ...state("note/3", bytes(9)), container: { providerId: 2, schemaVersion: 1 } },
        { ...state("note/40", ...Array.from({ length: 20 }, () => bytes(1))), mayBeMissing: true },
      ],
    },
  ],
};

/** The same as it was written before keys of states shared anything. */
const IN_FORMAT_5 = `05153031323334353637383961626364656607010101040102030400030001057461626c6503010408066e6f74652f31
  010713066e6f74652f320108000c066e6f74652f3301090201a101076e6f74652f343001010101010101010101010101010101010101010101010101
  0101010101010101010101010101016f081642`;

const read = (record: ComponentRecord): unknown => JSON.parse(JSON.stringify(decodeRecord(encodeRecord(record))));
const plain = (record: ComponentRecord, settled: boolean): unknown =>
  JSON.parse(JSON.stringify({ ...record, settled, stateCount: statesOf(record) }));
const statesOf = ({ targets }: ComponentRecord): number => targets.reduce((sum, { states }) => sum + states.length, 0);

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
    { kind: "value" },
    { kind: "gone" },
    { kind: "undeclared" },
  ])("keeps the reason of its last run: $kind", (reason) => {
    const memo = { ...(full.memo as NonNullable<typeof full.memo>), lastRun: { run: 9, reason } };
    expect(decodeRecord(encodeRecord({ ...full, memo })).memo?.lastRun).toEqual({ run: 9, reason });
  });

  it("holds what keys of target states begin with once", () => {
    expect(read(alike)).toEqual(plain(alike, false));
    const path = "a/path/of/some/length/to-a-note.md";
    const states = Array.from({ length: 100 }, (_, index) => state(`${path}, ${1000 + index}`, bytes(1, 2)));
    const targets = [{ provider: bytes(1), generation: { providerId: 0, schemaVersion: 0 }, states }];
    const stored = encodeRecord({ ...emptyRecord, targets });
    expect(stored.length).toBeLessThan(900);
    expect(decodeRecord(stored).targets).toEqual(targets);
  });

  it("gives containers without reading the keys of the rest", () => {
    const [group] = alike.targets as [TrackedGroup];
    const containers = group.states.filter(({ container }) => container !== undefined);
    expect(decodeRecord(encodeRecord(alike), "containers").targets).toEqual([{ ...group, states: containers }]);
  });

  it("of the format before is read all the same", () => {
    const stored = Buffer.from(IN_FORMAT_5.replaceAll(/\s/gu, ""), "hex");
    expect(JSON.parse(JSON.stringify(readRecord(stored)))).toEqual(plain(alike, false));
    expect(readRecord(stored, "containers")?.stateCount).toBe(statesOf(alike));
    expect(readRecord(stored, "containers")?.targets).toEqual(decodeRecord(encodeRecord(alike), "containers").targets);
    const settled = Buffer.from(stored.subarray(0, -CHECKSUM_BYTES));
    settled[1] = (settled[1] as number) & ~4;
    const result = storedResult(settled, byteText(fingerprint));
    expect(result?.dependencySet).toBe(7);
    expect(result?.states(1)).toBeUndefined(); // no encoded value
  });

  it("is settled when every declared state is known", () => {
    const targets = full.targets.map((group) => ({ ...group, states: group.states.slice(0, 1) }));
    expect(decodeRecord(encodeRecord({ ...full, targets })).settled).toBe(true);
  });

  it("gives the result of a call by its fingerprint, where it can be relied on", () => {
    const states = ["v1", 7, new Map([["a", 1]])];
    const memo = { ...(full.memo as ComponentMemo), states: states.map((state) => encodeValue(state, "memo state")) };
    const settled = encodeRecord({ ...full, memo, targets: [] });
    const result = (): StoredResult | undefined => storedResult(settled, byteText(fingerprint));
    expect(result()?.dependencySet).toBe(70_000);
    expect(result()?.states(3)).toEqual(states);
    expect(result()?.states(2)).toBeUndefined();
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
