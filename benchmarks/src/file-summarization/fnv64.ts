/**
 * FNV-1a of 64 bits (Fowler, Noll and Vo), in two halves of 32 bits, the lower one multiplied by parts of 16: a bigint a
 * byte would be a hundred times slower. The prime is 2^40 + 0x1b3.
 */
export class Fnv64 {
  high = 0xcbf29ce4;
  low = 0x84222325;

  /** Goes back to the hash of nothing. */
  reset(): this {
    this.high = 0xcbf29ce4;
    this.low = 0x84222325;
    return this;
  }

  bytes(bytes: Uint8Array): this {
    let high = this.high | 0;
    let low = this.low | 0;
    for (let at = 0; at < bytes.length; at++) {
      low ^= bytes[at] as number;
      const least = (low & 0xffff) * 0x1b3;
      const middle = (low >>> 16) * 0x1b3 + (least >>> 16);
      high = (Math.imul(high, 0x1b3) + (middle >>> 16) + (low << 8)) | 0;
      low = (middle << 16) | (least & 0xffff);
    }
    this.high = high >>> 0;
    this.low = low >>> 0;
    return this;
  }

  /** The bytes of a text in UTF-8. */
  text(text: string): this {
    let high = this.high | 0;
    let low = this.low | 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code > 127) {
        this.high = high >>> 0;
        this.low = low >>> 0;
        return this.bytes(Buffer.from(text.slice(at)));
      }
      low ^= code;
      const least = (low & 0xffff) * 0x1b3;
      const middle = (low >>> 16) * 0x1b3 + (least >>> 16);
      high = (Math.imul(high, 0x1b3) + (middle >>> 16) + (low << 8)) | 0;
      low = (middle << 16) | (least & 0xffff);
    }
    this.high = high >>> 0;
    this.low = low >>> 0;
    return this;
  }

  hex(): string {
    return this.high.toString(16).padStart(8, "0") + this.low.toString(16).padStart(8, "0");
  }
}

/** The remainder of a number of 64 bits, given in halves; the divisor is small. */
export function remainder(high: number, low: number, divisor: number): number {
  return ((high % divisor) * (0x1_0000_0000 % divisor) + (low % divisor)) % divisor;
}

/** The lower half of a number of 64 bits, shifted to the right by fewer than 32. */
export function shiftedLow(high: number, low: number, by: number): number {
  return by === 0 ? low : ((low >>> by) | (high << (32 - by))) >>> 0;
}
