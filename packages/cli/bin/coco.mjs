#!/usr/bin/env node
// Nothing is imported: an older Node does not have everything, and is to be told so; and to import node:process opens the
// standard streams, which takes as long as a sixth of Node's own start.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `error: coco needs Node 22.18 or newer, which runs TypeScript as it is; this is Node ${process.versions.node}.`,
  );
  process.exit(1);
}

// What V8 makes of the engine and of the app, and what is left of TypeScript without its types, is kept for the next
// command: a third of the time of one that has little to do. NODE_DISABLE_COMPILE_CACHE=1 turns it off.
process.getBuiltinModule("node:module").enableCompileCache();

const { run } = await import("@coco/cli");
process.exitCode = await run(process.argv.slice(2));

// The command is done. What code of the app has left open must not keep it; unref: if nothing has, it ends by itself.
setTimeout(() => process.exit(), 2000).unref();
// And then at once: to take the heap apart piece by piece takes as long as a tenth of a small command.
if (process.listenerCount("beforeExit") === 0) process.once("beforeExit", () => process.exit());
