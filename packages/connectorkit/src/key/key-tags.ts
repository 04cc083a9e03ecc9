/**
 * The first byte of an encoded key says its kind; the numbers rise in the order of the kinds. `end` closes a string, a
 * byte string or a tuple and lies below every tag and every (escaped) content byte, so that what is shorter sorts first.
 * Gaps leave room for kinds to come.
 */
export const keyTag = {
  end: 0x00,
  null: 0x10,
  false: 0x20,
  true: 0x21,
  /** Zero. A positive integer of n <= 8 bytes has `zero + n`, a negative one `zero - n`. */
  zero: 0x40,
  positiveBig: 0x49,
  negativeBig: 0x37,
  string: 0x50,
  bytes: 0x58,
  uuid: 0x60,
  symbol: 0x68,
  tuple: 0x70,
} as const;

/** Content bytes 0x00 and 0x01 are written as this byte and the byte plus one, which keeps `end` unique and the order. */
export const escapeByte = 0x01;

/** Tuples nest at most this deep; deeper ones are taken for cycles. */
export const maxKeyDepth = 100;
