// `coco-stand-in NAME [--port N] [--folder F] [--api-key K] [--max-request-bytes N] [--attached]`: serves until it is ended.
import { parseArgs } from "node:util";
import { makeService, type StandInName, standInNames } from "./process/services.ts";
import { serve } from "./server/serve.ts";
import type { Service } from "./server/service.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: "string" },
    folder: { type: "string" },
    "api-key": { type: "string" },
    "max-request-bytes": { type: "string" },
    // Ends with the process that holds the other end of its standard input.
    attached: { type: "boolean", default: false },
  },
});

const [name] = positionals;
if (!standInNames.includes(name as StandInName)) {
  console.error(`error: say what is to be stood in for: ${standInNames.join(", ")}`);
  process.exit(2);
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
});
console.log(JSON.stringify({ name, url: serving.url }));

const end = (): void => {
  void serving.close().then(() => process.exit(0));
};
process.once("SIGTERM", end);
process.once("SIGINT", end);
if (values.attached) process.stdin.on("end", end).resume();
