import { mountDirectory } from "../target/mount-directory.ts";
import { eachOf, OUT } from "./target-app.ts";

/**
 * A main function that keeps these files in the folder, each in a component of its own. A path that ends in a slash is a
 * declared folder.
 */
export function mountFiles(files: Readonly<Record<string, string>>): () => Promise<void> {
  return async () => {
    const out = await mountDirectory(OUT);
    await eachOf(files, (text, path) => {
      if (path.endsWith("/")) out.declareDirectory(path);
      else out.declareFile(path, text);
    });
  };
}
