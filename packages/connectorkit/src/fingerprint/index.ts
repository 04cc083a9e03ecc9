export { type CallFingerprint, type CallFingerprintOptions, CallFingerprinter } from "./call-fingerprinter.ts";
export { fingerprint, type FingerprintOptions } from "./fingerprint.ts";
export { equalBytes, fingerprintBytes, fingerprintLength, fingerprintText, toHex } from "./fingerprint-bytes.ts";
