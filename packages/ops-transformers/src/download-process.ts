// Run by download.ts in a process of its own: <package> <model> <folder>. Exits 0 when the files lie in the folder.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

interface DownloadingModule {
  readonly env: {
    cacheDir: string;
    allowLocalModels: boolean;
    remoteHost: string;
    remotePathTemplate: string;
  };
  readonly AutoTokenizer: { from_pretrained(model: string): Promise<unknown> };
  readonly AutoModel: { from_pretrained(model: string, options: object): Promise<unknown> };
}

/** Files that the library does not ask for, and that say how the model is meant to be used. */
const OPTIONAL_FILES = ["sentence_bert_config.json", "1_Pooling/config.json"];

async function fetchModel(packageName: string, model: string, folder: string): Promise<void> {
  const { env, AutoModel, AutoTokenizer } = (await import(packageName)) as DownloadingModule;
  env.cacheDir = folder;
  env.allowLocalModels = false;
  // The variable by which the hub's own tools are pointed at a mirror.
  const mirror = process.env["HF_ENDPOINT"];
  if (mirror) env.remoteHost = `${mirror.replace(/\/+$/, "")}/`;
  await AutoTokenizer.from_pretrained(model);
  // One library names the full precision this way, the other that; each ignores the other's option.
  await AutoModel.from_pretrained(model, { dtype: "fp32", quantized: false });
  const base = env.remoteHost + env.remotePathTemplate.replace("{model}", model).replace("{revision}", "main");
  for (const name of OPTIONAL_FILES) {
    const response = await fetch(new URL(name, base));
    if (!response.ok) continue;
    await mkdir(dirname(join(folder, model, name)), { recursive: true });
    await writeFile(join(folder, model, name), await response.bytes());
  }
}

try {
  const [packageName = "", model = "", folder = ""] = process.argv.slice(2);
  await fetchModel(packageName, model, folder);
} catch (error) {
  const { message, cause } = error as Error;
  process.stderr.write(`\n${message}${cause instanceof Error ? ` (${cause.message})` : ""}\n`);
  process.exitCode = 1;
}
