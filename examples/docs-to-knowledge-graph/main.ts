// Run with `coco update main.ts`. GRAPH_URL says where the graph is; with LLM_API_KEY a language model reads the documents.
import * as localfs from "@coco/connector-localfs";
import * as graph from "@coco/connector-neo4j";
import * as coco from "@coco/core";
import { chooseFinder, type FactFinder, type Facts } from "./facts.ts";

export const GRAPH = coco.contextKey<graph.Connection>("knowledge_graph");
const FINDER = coco.contextKey<FactFinder>("fact_finder", { detectChange: true });

coco.lifespan(async (env) => {
  const connection = await graph.connect(process.env["GRAPH_URL"] ?? "neo4j://localhost:7687");
  env.provide(GRAPH, connection);
  env.defer(() => connection.close());
  env.provide(FINDER, chooseFinder(process.env));
});

const Document = coco.record({ file: coco.t.string(), title: coco.t.string() }, { primaryKey: ["file"] });
const Entity = coco.record({ name: coco.t.string(), documents: coco.t.int() }, { primaryKey: ["name"] });
const mention = { times: coco.t.int() };
/** Several documents may say the same, and one several things of the same two entities. */
const statement = { predicate: coco.t.string(), file: coco.t.string() };

type Documents = graph.NodeTarget<typeof Document>;
type Entities = graph.NodeTarget<typeof Entity>;
interface Targets {
  readonly documents: Documents;
  readonly entities: Entities;
  readonly mentions: graph.RelationTarget<Documents, Entities, typeof mention>;
  readonly relates: graph.RelationTarget<Entities, Entities, typeof statement>;
}

interface Page extends Facts {
  readonly file: string;
  readonly title: string;
}

/** Remembered by the text alone: a document that is moved costs no second answer of a model. */
const findFacts = coco.fn({ memo: "app" }, async function findFacts(text: string) {
  return coco.useContext(FINDER).find(text);
});

const readPage = coco.fn({ memo: true }, async function readPage(file: coco.FileLike): Promise<Page> {
  const text = await file.text();
  const title = /^#\s+(.+)$/m.exec(text)?.[1]?.trim() ?? file.path.name;
  return { file: file.path.relative, title, ...(await findFacts(text)) };
});

const declarePage = coco.fn({ memo: true }, function declarePage(page: Page, targets: Targets) {
  const { documents, entities, mentions, relates } = targets;
  const { file, title } = page;
  const document = documents.declareNode({ file, title });
  for (const [name, times] of Object.entries(page.mentions)) {
    mentions.declareRelation(document, entities.node({ name }), { times });
  }
  const said = new Map(page.statements.map((one) => [JSON.stringify(one), one]));
  for (const { object, predicate, subject } of said.values()) {
    relates.declareRelation(entities.node({ name: subject }), entities.node({ name: object }), { predicate, file });
  }
});

const declareEntity = coco.fn(
  { memo: true },
  function declareEntity({ documents, name }: { name: string; documents: number }, entities: Entities) {
    entities.declareNode({ name, documents });
  },
);

export const app = coco.app(
  "KnowledgeGraph",
  async function main({ dir }: { dir: string }) {
    const documents = await graph.mountNodes(GRAPH, "Document", Document);
    const entities = await graph.mountNodes(GRAPH, "Entity", Entity);
    entities.declareFtsIndex({ column: "name" });
    const mentions = await graph.mountRelations(GRAPH, "MENTIONS", {
      from: documents,
      to: entities,
      properties: mention,
    });
    const relates = await graph.mountRelations(GRAPH, "RELATES_TO", {
      from: entities,
      to: entities,
      properties: statement,
      key: ["predicate", "file"],
    });

    const pages = await coco.map(localfs.walk(dir, { include: ["**/*.md"], exclude: [".*"] }), readPage);
    const items = pages.map((page) => [page.file, page] as const);
    await coco.mountEach(items, declarePage, { documents, entities, mentions, relates });
    // An entity is of no one document: each is declared by itself, and the documents refer to them.
    const counts = new Map<string, number>();
    for (const name of pages.flatMap((page) => Object.keys(page.mentions)))
      counts.set(name, (counts.get(name) ?? 0) + 1);
    const found = [...counts].map(([name, count]) => [name, { name, documents: count }] as const);
    await coco.mountEach(found, declareEntity, entities);
  },
  { dir: "./docs" },
);
