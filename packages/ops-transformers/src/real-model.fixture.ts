import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddingModel, findEmbeddingModel } from "@coco-internal/embedding-model";

/** The real MiniLM of the tests; an error, never a skip, where it is nowhere to be had. */
export async function realModel(): Promise<EmbeddingModel> {
  const reports: string[] = [];
  const model = await findEmbeddingModel({ report: (line) => reports.push(line) });
  if (model === undefined) throw new Error(`These tests need the embedding model. ${reports.join("; ")}`);
  return model;
}

/** A folder of its own for one test, removed with `using`. */
export class TemporaryFolder {
  readonly path: string = mkdtempSync(join(tmpdir(), "coco embedder "));

  /** A model's folder inside it, whose large files are links to the real ones. */
  linkModel(model: EmbeddingModel, name: string): string {
    const folder = join(this.path, name);
    mkdirSync(folder, { recursive: true });
    for (const file of ["config.json", "tokenizer.json", "tokenizer_config.json"]) {
      cpSync(join(model.folder, file), join(folder, file));
    }
    symlinkSync(join(model.folder, "onnx"), join(folder, "onnx"), "junction");
    return folder;
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
