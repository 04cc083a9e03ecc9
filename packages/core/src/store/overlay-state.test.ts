import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import type { Change } from "./change.ts";
import { openStateStore } from "./open-state-store.ts";
import { OverlayState } from "./overlay-state.ts";

const key = fc.uint8Array({ minLength: 1, maxLength: 2, max: 3 });
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constant("put" as const),
    table: fc.constant("component" as const),
    key,
    value: fc.uint8Array({ maxLength: 2 }),
  }),
  fc.record({ kind: fc.constant("delete" as const), table: fc.constant("component" as const), key }),
);

test.prop([
  fc.array(change, { maxLength: 12 }),
  fc.array(change, { maxLength: 12 }),
  fc.uint8Array({ maxLength: 1, max: 3 }),
  fc.integer({ min: 1, max: 4 }),
])(
  "an overlay answers as a store with the changes applied, and leaves what is beneath as it was",
  async (beneath, above, prefix, limit) => {
    const store = await openStateStore({ path: ":memory:" });
    const base = await store.app("base");
    const applied = await store.app("applied");
    await base.commit(beneath);
    await applied.commit(beneath);
    const before = await base.page("component", { prefix: new Uint8Array(), limit: 1000 });
    const overlay = new OverlayState(base);
    await overlay.commit(above);
    await applied.commit(above);
    let after: Uint8Array | undefined;
    for (;;) {
      const range = { prefix, limit, ...(after === undefined ? {} : { after }) };
      const [got, wanted] = await Promise.all([overlay.page("component", range), applied.page("component", range)]);
      expect(plain(got)).toEqual(plain(wanted));
      if (wanted.length < limit) break;
      after = wanted.at(-1)?.key;
    }
    const keys = above.flatMap((one) => (one.kind === "use" ? [] : [one.key]));
    const hex = (values: readonly (Uint8Array | undefined)[]): (string | undefined)[] =>
      values.map((value) => (value === undefined ? undefined : Buffer.from(value).toString("hex")));
    expect(hex(await overlay.read("component", keys))).toEqual(hex(await applied.read("component", keys)));
    expect(await overlay.count("component")).toBe(await applied.count("component"));
    expect(plain(await base.page("component", { prefix: new Uint8Array(), limit: 1000 }))).toEqual(plain(before));
    await store.close();
  },
);

function plain(entries: readonly { key: Uint8Array; value: Uint8Array }[]): [string, string][] {
  return entries.map((entry) => [Buffer.from(entry.key).toString("hex"), Buffer.from(entry.value).toString("hex")]);
}
