import { compiledProgram, packageFile } from "../measure/compiled-programs.ts";
import { TASK } from "../measure/program.ts";
import type { Command } from "../measure/run-process.ts";
import { absence, cocoindexPython, nodePeer, type Peer } from "../peers/peer.ts";
import type { AbsentProgram } from "../report/result.ts";
import type { MarkdownTask } from "./markdown-task.ts";

/** One way to do the work. */
export interface MarkdownProgram {
  readonly name: string;
  /** Peers can be measured less often: some take minutes. */
  readonly peer: boolean;
  /** The texts it embeds after an edit, of the five sections of each edited file: a chunk memo leaves the one that changed. */
  readonly textsOfEdit: 1 | 5;
  readonly command: (task: MarkdownTask) => Command;
}

export const BARE = "bare script";
export const COCO = "coco";
export const COCO_CHUNKS = "coco, chunk memo";
export const COCOINDEX = "CocoIndex";
export const COCOINDEX_CHUNKS = "CocoIndex, chunk memo";

/** Every program that is here, and those that are not. */
export function markdownPrograms(): {
  readonly programs: readonly MarkdownProgram[];
  readonly absent: readonly AbsentProgram[];
  readonly versions: readonly string[];
} {
  const python = cocoindexPython();
  const llamaindex = nodePeer("LlamaIndex.TS", "llamaindex", "llamaindex");
  const langchain = nodePeer("LangChain.js", "langchain", "@langchain/core");
  const peers = [python, llamaindex, langchain];
  const here = (peer: Peer, programs: readonly MarkdownProgram[]): readonly MarkdownProgram[] =>
    peer.version === undefined ? [] : programs;
  const programs: MarkdownProgram[] = [
    bareScript(),
    coco(COCO, "coco-sqlite.ts"),
    coco(COCO_CHUNKS, "coco-sqlite.ts", true),
    coco("coco, connector-sqlite", "coco-sqlite-connector.ts"),
    coco("coco, connector-sqlite, chunk memo", "coco-sqlite-connector.ts", true),
    coco("coco into LanceDB, chunk memo", "coco-lancedb.ts", true),
    ...here(python, [
      {
        name: COCOINDEX,
        peer: true,
        textsOfEdit: 5,
        command: (told) => python.command("markdown.py", [JSON.stringify(told)]),
      },
      {
        name: COCOINDEX_CHUNKS,
        peer: true,
        textsOfEdit: 1,
        command: (told) => python.command("markdown.py", [JSON.stringify({ ...told, chunkMemo: true })]),
      },
    ]),
    ...here(llamaindex, [
      {
        name: llamaindex.name,
        peer: true,
        textsOfEdit: 5,
        command: (told) => llamaindex.command("markdown.mjs", [JSON.stringify(told)]),
      },
    ]),
    ...here(langchain, [
      {
        name: langchain.name,
        peer: true,
        textsOfEdit: 1,
        command: (told) => langchain.command("markdown.mjs", [JSON.stringify(told)]),
      },
    ]),
  ];
  return {
    programs,
    absent: peers.map(absence).filter((one) => one !== undefined),
    versions: peers.filter(({ version }) => version !== undefined).map(({ name, version }) => `${name} ${version}`),
  };
}

function bareScript(): MarkdownProgram {
  return {
    name: BARE,
    peer: false,
    textsOfEdit: 1,
    command: (told) => ({
      file: process.execPath,
      args: [compiledProgram("markdown/bare-sqlite.ts"), JSON.stringify(told)],
    }),
  };
}

/** An app that is run by the command, as users run theirs; live too. */
function coco(name: string, file: string, chunkMemo = false): MarkdownProgram {
  return {
    name,
    peer: false,
    textsOfEdit: chunkMemo ? 1 : 5,
    command: (told) => {
      const app = compiledProgram(`markdown/${file}`);
      return {
        file: process.execPath,
        args: [packageFile("cli/bin/coco.mjs"), "update", app, ...(told.live === true ? ["--live"] : [])],
        variables: { [TASK]: JSON.stringify({ ...told, chunkMemo }) },
      };
    },
  };
}
