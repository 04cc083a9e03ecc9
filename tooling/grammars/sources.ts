import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { GRAMMARS, RUNTIME } from "./grammar-list.ts";

/** Lets cargo fetch the crates, at exact versions, and returns the folder that holds one folder a crate. */
export function fetchSources(folder: string): string {
  const crates = new Map([...GRAMMARS, RUNTIME].map(({ crate, version }) => [crate, version]));
  mkdirSync(path.join(folder, "src"), { recursive: true });
  writeFileSync(path.join(folder, "src/lib.rs"), "");
  const dependencies = [...crates].map(([crate, version]) => `${crate} = "=${version}"`);
  const manifest = ["[package]", 'name = "grammars"', 'version = "0.0.0"', "", "[dependencies]", ...dependencies, ""];
  writeFileSync(path.join(folder, "Cargo.toml"), manifest.join("\n"));
  execFileSync("cargo", ["vendor", "--quiet", "--no-delete", "crates"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return path.join(folder, "crates");
}
