import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { registrySettings } from "./registry-settings.mjs";
import { isAtLeast } from "./versions.mjs";

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "coco bootstrap "));
  cpSync(import.meta.dirname, path.join(root, "tooling", "bootstrap"), { recursive: true });
  const manifest = { type: "module", devEngines: { packageManager: { version: "12.21.0" } } };
  writeFileSync(path.join(root, "package.json"), JSON.stringify(manifest));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Starts the door of the root scripts with a machine's programs, which are shell scripts here. */
function start(programs: Readonly<Record<string, string>>): { status: number | null; output: string } {
  const bin = path.join(root, "machine");
  mkdirSync(bin);
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(path.join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  const result = spawnSync(process.execPath, [path.join(root, "tooling", "bootstrap", "start.mjs"), "setup"], {
    encoding: "utf8",
    env: { PATH: `${bin}${path.delimiter}/usr/bin${path.delimiter}/bin`, pnpm_config_registry: "set" },
  });
  return { status: result.status, output: result.stdout + result.stderr };
}

describe("the set-up", () => {
  it("fetches nothing when the machine's own Node and pnpm fit", () => {
    for (const group of ["packages", "examples", "node_modules"]) mkdirSync(path.join(root, group));
    const { status, output } = start({ pnpm: "echo 12.99.0" });
    expect(output).toContain("installed the dependencies");
    expect(status).toBe(0);
    expect(readdirSync(root)).not.toContain(".tooling");
  });

  it("says what failed and what to do when the registry gives nothing, and leaves nothing behind", () => {
    const { status, output } = start({ pnpm: "echo 9.0.0", npm: "echo no answer >&2; exit 1" });
    expect(status).toBe(1);
    expect(output).toMatch(/@pnpm\/exe\.\S+ could not be fetched[^]*no answer[^]*npm config get registry/);
    expect(readdirSync(path.join(root, ".tooling"))).toEqual([]);
  });

  it("says in words, without a stack trace, that the checkout cannot be written", () => {
    writeFileSync(path.join(root, ".tooling"), "a file in the way");
    const { status, output } = start({ pnpm: "echo 9.0.0" });
    expect(status).toBe(1);
    expect(output).toMatch(
      /^\nerror: The checkout cannot be written: .*\.tooling.*\n\n.*Make it writable, or clone it/,
    );
    expect(output).not.toMatch(/^ +at /m);
  });
});

describe("the user's registry", () => {
  it("is handed to pnpm, which does not read npm's variables", () => {
    const settings = registrySettings({ npm_config_registry: "http://registry.example/", NPM_CONFIG_CAFILE: "ca.pem" });
    expect(settings).toEqual({ pnpm_config_registry: "http://registry.example/", pnpm_config_cafile: "ca.pem" });
  });

  it("is left alone where the user set one for pnpm", () => {
    const settings = registrySettings({
      npm_config_registry: "http://a.example/",
      pnpm_config_registry: "http://b.example/",
    });
    expect(settings).toEqual({});
  });
});

it("versions are compared number by number", () => {
  expect(isAtLeast("v22.18.0", "22.18.0")).toBe(true);
  expect(isAtLeast("v24.1.0", "22.18.0")).toBe(true);
  expect(isAtLeast("v22.9.0", "22.18.0")).toBe(false);
  expect(isAtLeast("v20.20.2", "22.18.0")).toBe(false);
});
