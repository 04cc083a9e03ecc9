// `coco-stand-in NAME [--port N] [--folder F] [--api-key K] [--max-request-bytes N] [--attached]`: serves until it is ended.
import { parseArgs } from "node:util";
import { makeService, type StandInName, standInNames } from "./process/services.ts";
import { serve } from "./server/serve.ts";
import type { Service } from "./server/service.ts";

const USAGE = `usage: coco-stand-in ${standInNames.join("|")} [--port N] [--folder F] [--api-key K] [--max-request-bytes N]

  --port N               default: any that is free; the address is printed
  --folder F             where what is written is kept; default: in memory
  --api-key K            the key that requests must have; default: any, or none
  --max-request-bytes N  the largest request that is taken; default: as the service has it`;

const options = {
  port: { type: "string" },
  folder: { type: "string" },
  "api-key": { type: "string" },
  "max-request-bytes": { type: "string" },
  // Ends with the process that holds the other end of its standard input.
  attached: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

function refuse(problem: string): never {
  console.error(`error: ${problem}\n\n${USAGE}`);
  process.exit(2);
}

function parsed() {
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    // The rest of the message is for programmers.
    return refuse((error as Error).message.split(". ")[0] ?? "");
  }
}

const { positionals, values } = parsed();
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const [name, extra] = positionals;
if (!standInNames.includes(name as StandInName)) refuse(`say what is to be stood in for: ${standInNames.join(", ")}`);
if (extra !== undefined) refuse(`"${extra}" is one argument too many`);
for (const flag of ["port", "max-request-bytes"] as const) {
  if (!/^\d*$/.test(values[flag] ?? "")) refuse(`--${flag} takes a number`);
}

const limit = values["max-request-bytes"];
const made = (): Service =>
  makeService(name as StandInName, limit === undefined ? {} : { maxRequestBytes: Number(limit) });
const key = values["api-key"] === undefined ? {} : { apiKey: values["api-key"] };
const serving = await serve(made(), {
  ...key,
  ...(values.port === undefined ? {} : { port: Number(values.port) }),
  ...(values.folder === undefined ? {} : { folder: values.folder }),
  serveFolder: (folder) => serve(made(), { ...key, folder }),
}).catch((error: NodeJS.ErrnoException) => {
  if (error.code === "EADDRINUSE") refuse(`the port ${values.port} is taken; is a server running there already?`);
  throw error;
});
console.log(JSON.stringify({ name, url: serving.url }));

const end = (): void => {
  void serving.close().then(() => process.exit(0));
};
process.once("SIGTERM", end);
process.once("SIGINT", end);
if (values.attached) process.stdin.on("end", end).resume();
