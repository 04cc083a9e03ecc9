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
