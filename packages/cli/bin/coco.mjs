#!/usr/bin/env node
import process from "node:process";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `error: coco needs Node 22.18 or newer, which runs TypeScript as it is; this is Node ${process.versions.node}.`,
  );
  process.exit(1);
}

const { run } = await import("@coco/cli");
process.exitCode = await run(process.argv.slice(2));

// The command is done. What code of the app has left open must not keep it; unref: if nothing has, it ends by itself.
setTimeout(() => process.exit(), 2000).unref();
