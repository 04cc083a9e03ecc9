/**
 * The first byte of every value in the canonical form. A number never changes its meaning; where the form of a kind
 * changes, it gets a new number and {@link canonicalVersion} stays.
 */
export const canonicalTag = {
  end: 0,
  null: 1,
  undefined: 2,
  hole: 3,
  false: 4,
  true: 5,
  number: 6,
  bigint: 7,
  text: 8,
  /** A string with lone surrogates, as UTF-16. */
  brokenText: 9,
  /** A long string or byte array, as length and SHA-256. */
  longText: 10,
  symbol: 11,
  array: 12,
  /** Properties of an array or error beside what it holds. */
  properties: 13,
  object: 14,
  map: 15,
  set: 16,
  /** An object identified by its class and its memo key. */
  keyed: 17,
  date: 18,
  regExp: 19,
  url: 20,
  urlSearchParams: 21,
  error: 22,
  bytesOf: 23,
  longBytesOf: 24,
  boxed: 25,
  uuid: 26,
  /** A container whose canonical form is long, as its SHA-256. */
  digest: 27,
  /** An object met before, by the number of its first visit; only in values with cycles. */
  reference: 28,
} as const;

/** Starts every hashed form; raised when all fingerprints must change. */
export const canonicalVersion = 1;
