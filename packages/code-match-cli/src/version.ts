import { createRequire } from "node:module";

/** The version of this package. */
export function ownVersion(): string {
  // Beside `src` and beside `dist`.
  return (createRequire(import.meta.url)("../package.json") as { readonly version: string }).version;
}
