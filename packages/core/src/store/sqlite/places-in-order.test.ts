import { expect, it } from "vitest";
import { Random } from "../../testing/crash/random.ts";
import { placesInOrder } from "./places-in-order.ts";

it.for([256, 3, 1])("gives the places of keys in the order of their bytes, of %i different first ones", (different) => {
  const random = new Random(different);
  const keys = Array.from({ length: 500 }, () =>
    Uint8Array.from({ length: random.below(9) }, (_, at) => random.below(at < 4 ? different : 256)),
  );
  const sorted = [...placesInOrder(keys)].map((place) => Buffer.from(keys[place] as Uint8Array));
  expect(sorted).toEqual(keys.map((key) => Buffer.from(key)).sort(Buffer.compare));
  expect(placesInOrder([])).toHaveLength(0);
});

it("sorts more keys than leave room for their first four bytes", () => {
  const count = 2 ** 21 + 5;
  const keys = Array.from({ length: count }, (_, number) => {
    const key = Buffer.alloc(8);
    key.writeUInt32BE(Math.imul(number, 2_654_435_761) >>> 0);
    key.writeUInt32BE(number, 4);
    return key;
  });
  const places = placesInOrder(keys);
  expect(new Set(places).size).toBe(count);
  let ordered = 0;
  for (let index = 1; index < count; index++) {
    if (
      Buffer.compare(keys[places[index - 1] as number] as Uint8Array, keys[places[index] as number] as Uint8Array) < 0
    )
      ordered += 1;
  }
  expect(ordered).toBe(count - 1);
});
