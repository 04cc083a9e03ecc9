import { decodeKey, encodeKey, type StableKey } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { decodeValue, encodeValue } from "../codec/index.ts";
import { ByteReader } from "../internal/byte-reader.ts";
import { ByteWriter } from "../internal/byte-writer.ts";
import { StateCursor } from "./state-cursor.ts";
import { countPlainStates, readTracked, writeTracked } from "./tracked-state-codec.ts";
import type { TrackedGroup, TrackedState } from "./tracked-state.ts";

const values = [null, true, 7, 200, "text", "", { a: [1, "é"] }, undefined, new Uint8Array([1, 2]), "x".repeat(200)];

function state(key: StableKey, count = 1, more: Partial<TrackedState> = {}): TrackedState {
  const possible = values.slice(0, count).map((value) => encodeValue(value, "value"));
  return { key: encodeKey(key), possible, mayBeMissing: false, declared: true, container: undefined, ...more };
}

const group = (provider: string, states: readonly TrackedState[]): TrackedGroup => ({
  provider: Buffer.from(provider),
  generation: { providerId: 3, schemaVersion: 300 },
  states,
});

function written(groups: readonly TrackedGroup[]): Uint8Array {
  const writer = new ByteWriter();
  writer.start();
  writer.count(groups.length);
  writeTracked(writer, groups);
  return writer.finish();
}

function gone(bytes: Uint8Array): unknown[] {
  const cursor = new StateCursor();
  cursor.open(bytes, new ByteReader(bytes));
  const found: unknown[] = [];
  while (cursor.nextGroup()) {
    const provider = Buffer.from(bytes.subarray(cursor.providerStart, cursor.providerEnd)).toString();
    found.push([provider, cursor.providerId, cursor.schemaVersion]);
    while (cursor.nextState()) found.push([cursor.key, [...cursor.possible], cursor.mayBeMissing]);
  }
  return found;
}

function read(bytes: Uint8Array): unknown[] {
  return readTracked(new ByteReader(bytes)).groups.flatMap(({ generation, provider, states }) => [
    [Buffer.from(provider).toString(), generation.providerId, generation.schemaVersion],
    ...states.map(({ key, mayBeMissing, possible }) => [
      decodeKey(key),
      possible.map((record) => decodeValue(record)),
      mayBeMissing,
    ]),
  ]);
}

describe("target states gone through where they lie", () => {
  const groups = [
    group("one", [state("a"), state("a longer key"), state("a longer key that goes on", 3), state("b", 0)]),
    group("none", []),
    group("other", [
      state(["tuple", 1, new Uint8Array([0, 1, 255])], values.length, { mayBeMissing: true }),
      state(["tuple", 1, new Uint8Array([0, 1, 255]), "é"]),
      state("y".repeat(1000)),
      state(`${"y".repeat(1000)}z`, 2, { declared: false }),
    ]),
  ];

  it("are those of the record", () => {
    const bytes = written(groups);
    expect(gone(bytes)).toEqual(read(bytes));
    expect(countPlainStates(new ByteReader(bytes))).toBe(8);
  });

  it("end at a container", () => {
    const container = state("c", 1, { container: { providerId: 1, schemaVersion: 2 } });
    const bytes = written([group("one", [state("a"), container])]);
    const cursor = new StateCursor();
    cursor.open(bytes, new ByteReader(bytes));
    cursor.nextGroup();
    expect([cursor.nextState(), cursor.isContainer]).toEqual([true, false]);
    expect([cursor.nextState(), cursor.isContainer]).toEqual([true, true]);
    expect(countPlainStates(new ByteReader(bytes))).toBeUndefined();
  });

  it("throw where the bytes end too early", () => {
    const bytes = written(groups);
    for (let length = 0; length < bytes.length; length += 7) expect(() => gone(bytes.subarray(0, length))).toThrow();
  });
});
