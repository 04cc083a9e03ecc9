// Run with `coco update main.ts`. GRAPH_URL says where the graph is; with LLM_API_KEY a language model reads the notes.
import { chooseExtractor, EXTRACTOR, indexMeetings } from "@coco-examples/meeting-notes-graph";
import * as graph from "@coco/connector-falkordb";
import * as coco from "@coco/core";

export const GRAPH = coco.contextKey<graph.Connection>("meetings_graph");

coco.lifespan(async (env) => {
  const connection = await graph.connect(process.env["GRAPH_URL"] ?? "falkor://localhost:6379");
  env.provide(GRAPH, connection);
  env.defer(() => connection.close());
  env.provide(EXTRACTOR, chooseExtractor(process.env));
});

export const app = coco.app(
  "MeetingNotes",
  function main({ dir }: { dir: string }) {
    return indexMeetings(graph, GRAPH, { dir });
  },
  { dir: "../meeting-notes-graph/notes" },
);
