import { CONTROL } from "../server/serve.ts";

/** What another folder keeps, served in the process of a stand-in: it does not end with the process that asked for it. */
export interface OpenedFolder {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Has the stand-in at `url` serve what a folder keeps, at an address of its own. Where it was served already, this ends:
 * so a folder may be copied and exchanged between.
 */
export async function openFolder(url: string, folder: string): Promise<OpenedFolder> {
  const ask = async (method: string, asked: object): Promise<unknown> => {
    const answer = await fetch(`${url}/${CONTROL}/folders`, { method, body: JSON.stringify(asked) });
    if (!answer.ok) throw new Error(`the stand-in at ${url} did not serve ${folder}: ${await answer.text()}`);
    return answer.json();
  };
  const { url: own } = (await ask("POST", { folder })) as { readonly url: string };
  return {
    url: own,
    async close() {
      await ask("DELETE", { folder, url: own });
    },
  };
}
