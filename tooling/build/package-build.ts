import type { UserConfig } from "tsdown";
import { inAscii } from "./in-ascii.ts";

/** The build every package shares: ESM beside bundled declarations, nothing of `@internal` in them. */
export function packageBuild(options: { readonly entry: string[] }): UserConfig {
  return {
    entry: options.entry,
    format: "esm",
    platform: "node",
    target: "es2023",
    dts: { oxc: { stripInternal: true } },
    sourcemap: true,
    // A stack names the place in the source; its text, a megabyte for the engine, nobody installs.
    outputOptions: { sourcemapExcludeSources: true },
    // Escapes shift what follows them on their line by five columns; no stack is read to the column there.
    plugins: [
      { name: "in-ascii", renderChunk: (code, { fileName }) => (fileName.endsWith(".mjs") ? inAscii(code) : null) },
    ],
    // Its default, to leave out what is never reached, prints texts anew, and escapes as characters.
    minify: false,
    clean: true,
    // Without it a chunk's name, and with it the API snapshot, would change with each byte of its content.
    hash: false,
  };
}
