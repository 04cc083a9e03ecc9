// `pnpm services up|down|status [NAME]`: servers for people; tests start their own. tooling/services/README.md says more.
import { serviceNames, ServiceError } from "../services/src/index.ts";
import { readNotes, removeNote, writeNote } from "../services/src/running-notes.ts";
import { startService } from "../services/src/start-service.ts";

const USAGE = `Usage: pnpm services up NAME | down NAME | status        (NAME: ${serviceNames.join(", ")})`;
const [verb = "status", name = "", ...rest] = process.argv.slice(2);

try {
  process.exitCode = await perform();
} catch (error) {
  if (!(error instanceof ServiceError)) throw error;
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
}

async function perform(): Promise<number> {
  if (verb === "status" && name === "") return status();
  const known = serviceNames.includes(name) && rest.length === 0;
  if (verb === "up" && known) return up();
  if (verb === "down" && known) return down();
  console.error(USAGE);
  return 2;
}

function status(): number {
  const notes = readNotes();
  for (const each of serviceNames) {
    const note = notes.find((one) => one.name === each);
    console.log(
      note === undefined ? `${each}: not running` : `${each}: ${note.url}  (${note.version}, process ${note.pid})`,
    );
  }
  return 0;
}

async function up(): Promise<number> {
  const running = readNotes().find((note) => note.name === name);
  if (running === undefined) {
    const service = await startService(name, { stay: true });
    const { url, pid, version } = service;
    writeNote({ name, url, pid, version });
    service.leaveRunning();
  }
  return status();
}

async function down(): Promise<number> {
  const running = readNotes().find((note) => note.name === name);
  if (running !== undefined) {
    process.kill(running.pid, "SIGTERM");
    await removeNote(running);
  }
  return status();
}
