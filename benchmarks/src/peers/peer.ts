import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { benchmarksFolder } from "../measure/compiled-programs.ts";
import type { Command } from "../measure/run-process.ts";
import type { AbsentProgram } from "../report/result.ts";

/** The folder of the programs that are written for peers. */
export const peersFolder: string = path.join(benchmarksFolder, "peers");
/** Where the Python of CocoIndex is installed. */
export const pythonFolder: string = path.join(benchmarksFolder, ".peers", "cocoindex");
/** Names the program that CocoIndex's Rust SDK makes of its own benchmark; there is no package of it to install. */
const RUST_VARIABLE = "COCOINDEX_RUST";

/** Another framework, as far as it is here. */
export interface Peer {
  readonly name: string;
  /** `undefined` when it is not installed. */
  readonly version: string | undefined;
  /** How to run one of the programs written for it. */
  readonly command: (script: string, args: readonly string[], variables?: Readonly<Record<string, string>>) => Command;
  /** How to get it. */
  readonly how: string;
}

export function cocoindexPython(): Peer {
  const python = path.join(pythonFolder, "bin", "python");
  return {
    name: "CocoIndex (Python)",
    version: existsSync(python) ? pythonVersion() : undefined,
    how: "pnpm bench install cocoindex",
    command: (script, args, variables) => ({
      file: python,
      args: [script.startsWith("-") ? script : path.join(peersFolder, "cocoindex", script), ...args],
      variables: { COCOINDEX_DISABLE_USAGE_TRACKING: "1", ...variables },
    }),
  };
}

export function cocoindexRust(): Peer {
  const file = process.env[RUST_VARIABLE];
  return {
    name: "CocoIndex (Rust)",
    version: file !== undefined && existsSync(file) ? "the program given" : undefined,
    how: `Build benchmarks/file_summarization/rust of CocoIndex's repository in release mode, and name the program in ${RUST_VARIABLE}.`,
    command: (_script, args, variables) => ({
      file: file ?? "",
      args: [...args],
      variables: { COCOINDEX_DISABLE_USAGE_TRACKING: "1", ...variables },
    }),
  };
}

/** A peer for Node, installed beside its program; `library` is the package whose version is told. */
export function nodePeer(name: string, folder: string, library: string): Peer {
  const manifest = path.join(peersFolder, folder, "node_modules", library, "package.json");
  return {
    name,
    version: existsSync(manifest)
      ? (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version
      : undefined,
    how: `pnpm bench install ${folder}`,
    command: (script, args) => ({ file: process.execPath, args: [path.join(peersFolder, folder, script), ...args] }),
  };
}

/** Why a peer has no figures; `undefined` when it is here. */
export function absence({ name, version, how }: Peer): AbsentProgram | undefined {
  return version === undefined ? { program: name, why: "it is not installed here", how } : undefined;
}

function pythonVersion(): string | undefined {
  const requirements = readFileSync(path.join(peersFolder, "cocoindex", "requirements.txt"), "utf8");
  return /^cocoindex==(.+)$/mu.exec(requirements)?.[1];
}
