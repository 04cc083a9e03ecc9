/**
 * Keeps what is known of modules, keyed by a hash of their bytes. The engine's store holds it; it answers at once, so it
 * is read before the first function is looked at.
 */
export interface DeclarationCache {
  get(moduleHash: string): Uint8Array | undefined;
  set(moduleHash: string, value: Uint8Array): void;
}
