export { compareEncodedKeys, compareKeys, equalKeys } from "./compare-key.ts";
export { decodeKey, decodeKeyPath } from "./decode-key.ts";
export { encodeKey, encodeKeyAfter, encodeKeyPath } from "./encode-key.ts";
export { formatKey, formatKeyPath } from "./format-key.ts";
export { checkKey, describeKeyProblem } from "./key-problem.ts";
export { parseKey, parseKeyList, parseKeyPath } from "./parse-key.ts";
export type { StableKey, StableKeyPath } from "./stable-key.ts";
export { symbol, symbolName } from "./symbol.ts";
export { Uuid } from "./uuid.ts";
