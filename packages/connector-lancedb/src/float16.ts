/** The largest number of 16 bits, and a half step more: from there on rounding gives infinity. */
const tooLarge = 65_520;

/**
 * Numbers as IEEE 754 binary16, rounded to the nearest, ties to even. One that would become infinite is an error.
 * (`Float16Array` does the same, from Node 24 on.)
 */
export function float16Bits(numbers: Float32Array, refuse: (number: number) => Error): Uint16Array {
  const bits = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length);
  return Uint16Array.from(bits, (single, index) => {
    if (Math.abs(numbers[index] ?? 0) >= tooLarge) throw refuse(numbers[index] ?? 0);
    return halfOf(single);
  });
}

function halfOf(single: number): number {
  const sign = (single >>> 16) & 0x8000;
  const exponent = ((single >>> 23) & 0xff) - 112;
  const mantissa = single & 0x7fffff;
  if (exponent > 0) return sign | roundOff((exponent << 23) | mantissa, 13);
  // Too small for a normal number: the leading one becomes visible and moves right.
  if (exponent < -10) return sign;
  return sign | roundOff(mantissa | 0x800000, 14 - exponent);
}

/** Drops low bits, rounding to the nearest and ties to even; a carry into the exponent is what it should be. */
function roundOff(value: number, bits: number): number {
  const kept = value >>> bits;
  const rest = value & ((1 << bits) - 1);
  const half = 1 << (bits - 1);
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept;
}
