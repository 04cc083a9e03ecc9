export { decodeValue, decodeValueIn } from "./decode-value.ts";
export { encodeValue } from "./encode-value.ts";
export { UndecodableValueError } from "./undecodable-value-error.ts";
export { ValueChangedError } from "./value-changed-error.ts";
export { registerCodec, type ValueCodec } from "./value-codec.ts";
export { ValueNotStorableError } from "./value-not-storable-error.ts";
export { verifyRoundTrip } from "./verify-round-trip.ts";
