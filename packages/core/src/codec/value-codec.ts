import { CocoError } from "@coco/connectorkit";

/** How the values of one class are stored. */
export interface ValueCodec<Value extends object, Payload> {
  /** Stands in the stored bytes; choose one that no other package will, such as "my-package/Money". */
  readonly name: string;
  /** A whole number from 0. Raise it when what `encode` gives changes: values of another version are computed again. */
  readonly version: number;
  /** The class. Instances of its subclasses are not meant: they need codecs of their own. */
  readonly type: { readonly prototype: Value; readonly name: string };
  /** Gives plain data, or values of other classes that can be stored; the value itself must not be part of it. */
  readonly encode: (value: Value) => Payload;
  readonly decode: (payload: Payload) => Value;
}

type AnyCodec = ValueCodec<object, unknown>;

const byPrototype = new Map<object, AnyCodec>();
const byName = new Map<string, AnyCodec>();

/**
 * Makes the instances of a class storable. Registering the same class again under the same name replaces its codec.
 *
 * @throws CocoError (`CODEC_INVALID`) for an empty name, a version that is no whole number, a name or class that is taken.
 */
export function registerCodec<Value extends object, Payload>(codec: ValueCodec<Value, Payload>): void {
  checkShape(codec);
  const { name, version, type } = codec;
  const invalid = (problem: string, hint: string): CocoError =>
    new CocoError(`The codec ${JSON.stringify(name)} for ${type.name} cannot be registered: ${problem}.`, {
      code: "CODEC_INVALID",
      hint,
    });
  if (name === "") throw invalid("its name is empty", "Name it after the package and the class.");
  if (!Number.isSafeInteger(version) || version < 0) {
    throw invalid(`its version is ${version}`, "Use a whole number from 0.");
  }
  const namesake = byName.get(name);
  if (namesake !== undefined && namesake.type.prototype !== type.prototype) {
    throw invalid(`${namesake.type.name} has a codec of this name`, "Choose another name.");
  }
  const earlier = byPrototype.get(type.prototype);
  if (earlier !== undefined && earlier.name !== name) {
    throw invalid(`the class has the codec ${JSON.stringify(earlier.name)}`, "Register one codec a class.");
  }
  byName.set(name, codec as unknown as AnyCodec);
  byPrototype.set(type.prototype, codec as unknown as AnyCodec);
}

/** The codec for instances with this prototype. */
export function codecForPrototype(prototype: object): AnyCodec | undefined {
  return byPrototype.get(prototype);
}

/** The codec of this name. */
export function codecOfName(name: string): AnyCodec | undefined {
  return byName.get(name);
}

function checkShape(given: unknown): void {
  const { decode, encode, name, type } = (given ?? {}) as { readonly [K in keyof AnyCodec]?: unknown };
  const isWhole = typeof name === "string" && typeof encode === "function" && typeof decode === "function";
  if (isWhole && typeof type === "function" && typeof type.prototype === "object") return;
  throw new CocoError("registerCodec was given no codec.", {
    code: "CODEC_INVALID",
    hint: "A codec is { name, version, type, encode, decode }, where type is the class.",
  });
}
