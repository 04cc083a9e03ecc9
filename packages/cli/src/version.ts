import { createRequire } from "node:module";

interface OwnManifest {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/** The package.json of this package. */
export function ownManifest(): OwnManifest {
  // Beside `src` and beside `dist`.
  return createRequire(import.meta.url)("../package.json") as OwnManifest;
}

/** The version of this package. */
export function ownVersion(): string {
  return ownManifest().version;
}
