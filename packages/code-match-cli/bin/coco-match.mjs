#!/usr/bin/env node
import nodeModule from "node:module";
import process from "node:process";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`error: coco-match needs Node 22.18 or newer; this is Node ${process.versions.node}.`);
  process.exit(2);
}

nodeModule.enableCompileCache();

const { run } = await import("@coco/code-match-cli");
process.exitCode = await run(process.argv.slice(2));
