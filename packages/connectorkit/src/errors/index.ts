export { CocoError, type CocoErrorOptions } from "./coco-error.ts";
export { FingerprintError } from "./fingerprint-error.ts";
export { KeyError } from "./key-error.ts";
export { PatternError } from "./pattern-error.ts";
export { RecordError } from "./record-error.ts";
export { RowError } from "./row-error.ts";
