// UTF-16 order differs from the order of UTF-8 bytes only where surrogates meet the units above them (U+E000 to U+FFFF).
const HAS_HIGH_UNITS = /[\ud800-\uffff]/;

/** Compares two well-formed strings as their UTF-8 bytes compare. */
export function compareUtf8(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Sorts strings in place by their UTF-8 bytes. */
export function sortUtf8(texts: string[]): string[] {
  return texts.some((text) => HAS_HIGH_UNITS.test(text)) ? texts.sort(compareUtf8) : texts.sort();
}

/** Moves surrogates above all other units, where the code points that they stand for belong. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
