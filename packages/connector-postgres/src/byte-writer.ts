/** Bytes that grow, numbers in network order. */
export class ByteWriter {
  #bytes: Buffer;
  #length = 0;

  constructor(expected: number) {
    this.#bytes = Buffer.allocUnsafe(Math.max(expected, 64));
  }

  int16(value: number): void {
    this.#room(2);
    this.#length = this.#bytes.writeInt16BE(value, this.#length);
  }

  int32(value: number): void {
    this.#room(4);
    this.#length = this.#bytes.writeInt32BE(value | 0, this.#length);
  }

  int64(value: bigint): void {
    this.#room(8);
    this.#length = this.#bytes.writeBigInt64BE(value, this.#length);
  }

  double(value: number): void {
    this.#room(8);
    this.#length = this.#bytes.writeDoubleBE(value, this.#length);
  }

  bytes(value: Uint8Array): void {
    this.#room(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  /** A text in UTF-8 behind its length in bytes. */
  text(value: string): void {
    const length = Buffer.byteLength(value);
    this.#room(4 + length);
    this.#length = this.#bytes.writeInt32BE(length, this.#length);
    this.#length += this.#bytes.write(value, this.#length);
  }

  /** Numbers of 32 bits. */
  floats(values: Float32Array): void {
    this.#room(values.byteLength);
    const part = this.#bytes.subarray(this.#length, this.#length + values.byteLength);
    part.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    if (littleEndian) part.swap32();
    this.#length += values.byteLength;
  }

  finish(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #room(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }
}

const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
