/** How many bits an integer has that a number holds exactly. */
const EXACT_BITS = 53;
const PREFIX_BYTES = 4;

/**
 * The places of keys in a list, in the order of the keys' bytes. Sorted as numbers, by the first bits of the keys and
 * their places: those of hashes hardly ever begin alike.
 */
export function placesInOrder(keys: readonly Uint8Array[]): Uint32Array {
  const placeBits = Math.ceil(Math.log2(keys.length + 1));
  const left = 2 ** Math.max(0, placeBits + 8 * PREFIX_BYTES - EXACT_BITS);
  const room = 2 ** placeBits;
  const sorted = new Float64Array(keys.length);
  for (let place = 0; place < keys.length; place++)
    sorted[place] = Math.floor(prefixOf(keys[place] as Uint8Array) / left) * room + place;
  sorted.sort();
  const beginAlike = (one: number, other: number): boolean =>
    Math.floor((sorted[one] as number) / room) === Math.floor((sorted[other] as number) / room);
  const places = new Uint32Array(keys.length);
  for (let index = 0; index < keys.length; index++) {
    const place = (sorted[index] as number) % room;
    const key = keys[place] as Uint8Array;
    let at = index;
    for (; at > 0; at--) {
      const before = places[at - 1] as number;
      if (!beginAlike(index, at - 1) || Buffer.compare(keys[before] as Uint8Array, key) <= 0) break;
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
