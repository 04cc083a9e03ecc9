/**
 * A format of our own, because the usual serializers lose in silence what rule M10 keeps (`-0`, classes, errors, holes,
 * cycles), and a walk that refuses and replaces those first would cost more than to write the bytes at once. What was
 * compared and measured stands in docs/decisions/0003-value-codec.md.
 *
 * The first byte of each encoded value. From 0x80 on it is a whole number of 0 to 127, from 0x40 to 0x7f an ASCII string
 * of 0 to 63 characters. A number, once given, keeps its meaning; what cannot be read any more raises {@link formatVersion}.
 */
export const tags = {
  undefined: 0x00,
  null: 0x01,
  false: 0x02,
  true: 0x03,
  /** Followed by 4 bytes. */
  int32: 0x04,
  /** Followed by 2 bytes. */
  int16: 0x0b,
  /** Followed by 8 bytes. */
  float64: 0x05,
  /** Followed by 8 bytes. */
  bigint64: 0x06,
  /** Sign byte, length, hexadecimal digits two a byte. */
  bigint: 0x07,
  /** Four bytes of length, then the bytes; likewise the next two. */
  ascii: 0x08,
  utf8: 0x09,
  /** For a string with half of a surrogate pair. */
  utf16: 0x0a,
  /** Number of an object that came before, in the order in which they begin. */
  reference: 0x10,
  object: 0x11,
  objectWithoutPrototype: 0x12,
  array: 0x13,
  /** An array with holes or with named properties: its length, then its properties. */
  sparseArray: 0x14,
  map: 0x15,
  set: 0x16,
  date: 0x17,
  regExp: 0x18,
  url: 0x19,
  error: 0x1a,
  /** Typed arrays, Buffer, DataView, ArrayBuffer: which, length, bytes. */
  binary: 0x1b,
  uuid: 0x1c,
  /** Name and version of a registered codec, then what it made of the value. */
  registered: 0x1d,
  smallString: 0x40,
  smallInteger: 0x80,
} as const;

/** The first byte of all encoded values. */
export const formatVersion = 1;
