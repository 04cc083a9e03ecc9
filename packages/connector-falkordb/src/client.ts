/** What the connector needs of a client: a graph of the official one, `client.selectGraph("name")`, fits as it is. */
export interface FalkordbGraph {
  query<Row>(text: string): Promise<{ readonly data?: Row[] | undefined }>;
}

/** Runs a query and gives its rows. */
export async function ask<Row>(graph: FalkordbGraph, text: string): Promise<readonly Row[]> {
  return (await graph.query<Row>(text)).data ?? [];
}
