/** A constructor of one kind of bytes, over a whole buffer. */
type BinaryConstructor = (buffer: ArrayBuffer) => object;

const views = [
  "Int8Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "Float32Array",
  "Float64Array",
  "BigInt64Array",
  "BigUint64Array",
  // Not in every Node that is supported.
  "Float16Array",
  "DataView",
] as const;

const globals = globalThis as unknown as Readonly<Record<string, (new (buffer: ArrayBuffer) => object) | undefined>>;

/** The kinds of bytes that can be stored. Their places in this list stand in stored values: add at the end only. */
export const binaryKinds: readonly { readonly prototype: object | undefined; readonly make: BinaryConstructor }[] = [
  ...views.map((name) => {
    const constructor = globals[name];
    return {
      prototype: constructor?.prototype as object | undefined,
      make: (buffer: ArrayBuffer): object => {
        if (constructor === undefined) throw new TypeError(`this Node has no ${name}`);
        return new constructor(buffer);
      },
    };
  }),
  { prototype: Buffer.prototype, make: (buffer: ArrayBuffer): object => Buffer.from(buffer) },
  { prototype: ArrayBuffer.prototype, make: (buffer: ArrayBuffer): object => buffer },
];

/** The errors of the language. Their places in this list stand in stored values: add at the end only. */
export const errorKinds: readonly { readonly prototype: object; readonly make: () => Error }[] = [
  { prototype: Error.prototype, make: (): Error => new Error() },
  { prototype: TypeError.prototype, make: (): Error => new TypeError() },
  { prototype: RangeError.prototype, make: (): Error => new RangeError() },
  { prototype: SyntaxError.prototype, make: (): Error => new SyntaxError() },
  { prototype: ReferenceError.prototype, make: (): Error => new ReferenceError() },
  { prototype: EvalError.prototype, make: (): Error => new EvalError() },
  { prototype: URIError.prototype, make: (): Error => new URIError() },
  { prototype: AggregateError.prototype, make: (): Error => new AggregateError([]) },
];
