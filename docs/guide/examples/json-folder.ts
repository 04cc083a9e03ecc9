import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import * as coco from "@coco/core";

// #region sink
interface FileAction {
  readonly folder: string;
  readonly file: string;
  /** The text to write; `undefined` deletes the file. */
  readonly text: string | undefined;
}

const fileSink: coco.Sink<FileAction> = {
  name: "JSON files",
  async apply(actions, { context }) {
    for (const { folder, file, text } of actions) {
      // The key's name stands in for the folder until here: the real place is looked up when the action is applied.
      const target = path.join(context<string>(folder), `${file}.json`);
      if (text === undefined) {
        await rm(target, { force: true });
      } else {
        await writeFile(`${target}.part`, text);
        await rename(`${target}.part`, target);
      }
    }
  },
};
// #endregion

// #region files
/** The files of one folder. What is remembered of a file is its text. */
function fileHandler(folder: string): coco.TargetHandler<coco.JsonValue, string, FileAction> {
  return {
    reconcile(key, desired, previous) {
      const file = String(key);
      if (desired === coco.absent) {
        if (previous.possible.length === 0) return undefined;
        return { tracking: coco.absent, action: { sink: fileSink, payload: { folder, file, text: undefined } } };
      }
      const text = JSON.stringify(desired);
      const isThere = !previous.mayBeMissing && previous.possible.length === 1 && previous.possible[0] === text;
      return isThere ? undefined : { tracking: text, action: { sink: fileSink, payload: { folder, file, text } } };
    },
  };
}
// #endregion

// #region folders
type FolderAction = { readonly folder: string; readonly make: boolean };

const folderSink: coco.Sink<FolderAction> = {
  name: "JSON folders",
  async apply(actions, { context }) {
    for (const { folder, make } of actions) {
      if (make) await mkdir(context<string>(folder), { recursive: true });
      else await rm(context<string>(folder), { recursive: true, force: true });
    }
  },
};

/** The folders themselves. Nothing about one can change, so its record is only a mark that it was made. */
const folders = coco.registerRootTargets<null, "made", FolderAction>("docs-example.json_folder", {
  reconcile(key, desired, previous) {
    const folder = String(key);
    if (desired === coco.absent) {
      if (previous.possible.length === 0) return undefined;
      return { tracking: coco.absent, action: { sink: folderSink, payload: { folder, make: false } } };
    }
    if (previous.possible.length > 0 && !previous.mayBeMissing) return undefined;
    return { tracking: "made", action: { sink: folderSink, payload: { folder, make: true } } };
  },
  child: (key) => fileHandler(String(key)),
});
// #endregion

// #region public
/** A folder of JSON files. As an argument of a memoized function it counts by its path of keys. */
export class JsonFolder extends coco.TargetProvider<coco.JsonValue> {
  /** Declares that `<name>.json` should hold `value`. */
  declareFile(name: string, value: coco.JsonValue): void {
    coco.declareTargetState(this.state(name, value));
  }
}

/** Mounts the folder whose place is provided under a context key; resolves when it exists. */
export async function mountJsonFolder(folder: coco.ContextKey<string>): Promise<JsonFolder> {
  const { path } = await coco.mountTarget(folders.state(folder.name, null));
  return new JsonFolder(path);
}
// #endregion
