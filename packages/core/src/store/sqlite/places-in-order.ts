/** More places than this do not fit beside a prefix. */
const MOST = 2 ** 21;
const PREFIX_BYTES = 4;

/**
 * The places of keys in a list, in the order of the keys' bytes. Sorted as numbers, by the first bytes of the keys and
 * their places: those of hashes hardly ever begin alike. Up to 2,097,152 keys.
 */
export function placesInOrder(keys: readonly Uint8Array[]): Uint32Array {
  if (keys.length > MOST) throw new RangeError(`Up to ${MOST} keys are sorted at once, not ${keys.length}.`);
  const sorted = new Float64Array(keys.length);
  for (let place = 0; place < keys.length; place++) sorted[place] = prefixOf(keys[place] as Uint8Array) * MOST + place;
  sorted.sort();
  const places = new Uint32Array(keys.length);
  for (let index = 0; index < keys.length; index++) {
    const place = (sorted[index] as number) % MOST;
    const key = keys[place] as Uint8Array;
    let at = index;
    for (; at > 0; at--) {
      const before = places[at - 1] as number;
      if (!beginAlike(sorted, index, at - 1) || Buffer.compare(keys[before] as Uint8Array, key) <= 0) break;
      places[at] = before;
    }
    places[at] = place;
  }
  return places;
}

function prefixOf(key: Uint8Array): number {
  let prefix = 0;
  for (let byte = 0; byte < PREFIX_BYTES; byte++) prefix = prefix * 256 + (key[byte] ?? 0);
  return prefix;
}

function beginAlike(sorted: Float64Array, one: number, other: number): boolean {
  return Math.floor((sorted[one] as number) / MOST) === Math.floor((sorted[other] as number) / MOST);
}
