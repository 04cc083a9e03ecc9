export {
  type CallFingerprint,
  fingerprint,
  fingerprintCall,
  type FingerprintCallOptions,
  type FingerprintOptions,
} from "./fingerprint.ts";
export { equalBytes, fingerprintBytes, fingerprintLength, fingerprintText, toHex } from "./fingerprint-bytes.ts";
