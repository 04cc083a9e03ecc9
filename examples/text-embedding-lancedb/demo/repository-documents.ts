import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { walk } from "@coco/connector-localfs";

const DOCUMENTS = ["/*.md", "/docs/**/*.md", "/packages/*/README.md", "/examples/*/README.md"];

/** Makes a folder hold a copy of the repository's documents and nothing else; gives their number. */
export async function copyDocuments(repository: string, copy: string): Promise<number> {
  const wanted = new Set<string>();
  for await (const file of walk(repository, { include: DOCUMENTS, exclude: [".*", "node_modules/", "dist/"] })) {
    wanted.add(file.path.relative);
    const place = path.join(copy, file.path.relative);
    const bytes = await file.bytes();
    // What is the same already is not touched.
    if (readIfThere(place)?.equals(bytes)) continue;
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, bytes);
  }
  mkdirSync(copy, { recursive: true });
  for await (const file of walk(copy)) {
    if (!wanted.has(file.path.relative)) rmSync(file.location);
  }
  return wanted.size;
}

function readIfThere(place: string): Buffer | undefined {
  try {
    return readFileSync(place);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
