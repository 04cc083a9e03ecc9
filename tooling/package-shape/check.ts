// Run in a package's folder: packs it as it would be published, and looks at the tarball as its users' tools will.
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

const run = promisify(execFile);
const folder = process.cwd();
const destination = await mkdtemp(path.join(tmpdir(), "coco-pack-"));
try {
  // pnpm and not npm: only pnpm applies publishConfig.exports and resolves "workspace:" ranges.
  await run("pnpm", ["pack", "--pack-destination", destination], { cwd: folder });
  const [name] = await readdir(destination);
  if (name === undefined) throw new Error("pnpm pack wrote no tarball.");
  const tarball = path.join(destination, name);

  const shape = await publint({ pack: { tarball: toArrayBuffer(await readFile(tarball)) }, strict: true });
  for (const message of shape.messages) {
    console.error(`publint: ${formatMessage(message, shape.pkg, { color: false }) ?? message.code}`);
    process.exitCode = 1;
  }

  const attw = path.join(
    path.dirname(createRequire(import.meta.url).resolve("@arethetypeswrong/cli/package.json")),
    "dist",
    "index.js",
  );
  await run(process.execPath, [attw, tarball, "--profile", "esm-only", "--no-emoji", "--no-color"]).catch(
    (error: { stdout?: string; stderr?: string }) => {
      console.error(`attw:\n${error.stdout ?? ""}${error.stderr ?? ""}`);
      process.exitCode = 1;
    },
  );
} finally {
  await rm(destination, { recursive: true, force: true });
}

function toArrayBuffer(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
