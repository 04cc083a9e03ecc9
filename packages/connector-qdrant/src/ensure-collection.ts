import type { CollectionAction } from "./collection-action.ts";
import { addVectorBody, compareVectors, createBody, MARK, type VectorFit } from "./collection-config.ts";
import { foundNotMade, goneOutside, keepsNoMark, unfit } from "./collection-errors.ts";
import { isMissingCollection } from "./classify-error.ts";
import type { QdrantLike, QdrantSchemas } from "./connection.ts";
import { tuningChange } from "./tuning.ts";

type Ensure = Extract<CollectionAction, { kind: "ensure" }>;
type Found = QdrantSchemas["CollectionInfo"];

/** Makes the collection, or changes the one that is there, so that it ends as wanted from wherever it stands. */
export async function ensureCollection(client: QdrantLike, action: Ensure, label: string): Promise<void> {
  const { collection, knownMarks, mark, onExisting } = action;
  const found = await findCollection(client, collection);
  if (found === undefined) {
    if (action.mustExist && !action.rebuild) throw goneOutside(label);
    return create(client, action, label);
  }
  const there = markOf(found);
  const ours = there !== undefined && knownMarks.includes(there);
  if (!ours && onExisting === "error") throw foundNotMade(label, there !== undefined);
  if (ours ? action.rebuild : onExisting === "replace") {
    await client.deleteCollection(collection);
    return create(client, action, label);
  }
  const fit = compareVectors(found, action.layout);
  if (!ours && fit.different.length > 0) throw unfit(label, problemsOf(fit), "system");
  await changeVectors(client, action, fit, label);
  const change = tuningChange(action.tuning, action.formerTunings) as QdrantSchemas["UpdateCollection"];
  const marking = there === mark ? {} : { metadata: { [MARK]: mark } };
  if (Object.keys(change).length + Object.keys(marking).length > 0) {
    await client.updateCollection(collection, { ...change, ...marking });
  }
}

export async function verifyCollection(
  client: QdrantLike,
  { collection, layout }: Extract<CollectionAction, { kind: "verify" }>,
  label: string,
): Promise<void> {
  const found = await findCollection(client, collection);
  if (found === undefined) throw unfit(label, ["it does not exist"], "user");
  const fit = compareVectors(found, layout);
  const problems = [...fit.missing.map(({ type }) => `it has no vector "${type.vector}"`), ...problemsOf(fit)];
  if (problems.length > 0) throw unfit(label, problems, "user");
}

export async function dropCollection(
  client: QdrantLike,
  { collection, knownMarks }: Extract<CollectionAction, { kind: "drop" }>,
): Promise<void> {
  const found = await findCollection(client, collection);
  const mark = found === undefined ? undefined : markOf(found);
  // Whatever stands there now is not what was tracked, and may be someone's data.
  if (mark === undefined || !knownMarks.includes(mark)) return;
  await client.deleteCollection(collection);
}

async function create(client: QdrantLike, action: Ensure, label: string): Promise<void> {
  const { collection } = action;
  await client.createCollection(collection, createBody(action));
  if (markOf(await client.getCollection(collection)) === action.mark) return;
  await client.deleteCollection(collection);
  throw keepsNoMark(label);
}

/** Vectors that are of another kind now are taken away with what they hold: their points are written again. */
async function changeVectors(client: QdrantLike, action: Ensure, fit: VectorFit, label: string): Promise<void> {
  const { collection, dropVectors } = action;
  const changed = fit.different.map(([column]) => column);
  if (changed.some(({ type }) => type.vector === "")) throw unfit(label, problemsOf(fit), "system");
  const gone = [...dropVectors.filter((name) => fit.present.has(name)), ...changed.map(({ type }) => type.vector)];
  for (const name of gone) await client.deleteVectorName(collection, name, { wait: true });
  for (const column of [...changed, ...fit.missing]) {
    if (column.type.vector === "") throw unfit(label, ["it has no vector without a name"], "system");
    await client.createVectorName(collection, column.type.vector, addVectorBody(column), { wait: true });
  }
}

async function findCollection(client: QdrantLike, collection: string): Promise<Found | undefined> {
  try {
    return await client.getCollection(collection);
  } catch (error) {
    if (isMissingCollection(error)) return undefined;
    throw error;
  }
}

export function markOf({ config }: Found): string | undefined {
  const mark = config.metadata?.[MARK];
  return typeof mark === "string" ? mark : undefined;
}

function problemsOf({ different }: VectorFit): string[] {
  return different.map(([, problem]) => problem);
}
