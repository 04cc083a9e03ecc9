// Run with `node report.ts`: who has been where, and what is left to do.
import { reportOf } from "@coco-examples/meeting-notes-graph";
import * as graph from "@coco/connector-falkordb";
import * as coco from "@coco/core";
import { GRAPH } from "./main.ts";

const runtime = await coco.start();
console.log((await reportOf(graph, runtime.get(GRAPH))).join("\n"));
await runtime.stop();
