import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { MemoryDatabase } from "./memory-target.ts";

/** The same target with its content in a folder, which outlives the process: tables are folders, rows are files. */
export function folderDatabase(name: string, folder: string): MemoryDatabase {
  return new MemoryDatabase(
    name,
    new FolderTables(path.join(folder, "tables")),
    new FolderSet(path.join(folder, "indexes")),
    new FolderSet(path.join(folder, "groups")),
  );
}

class FolderTables extends Map<string, Map<string, unknown>> {
  readonly #folder: string;

  constructor(folder: string) {
    super();
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder)) super.set(name, new FolderRows(path.join(folder, name)));
  }

  override set(name: string, rows: Map<string, unknown>): this {
    const stored = new FolderRows(path.join(this.#folder, name));
    for (const [key, value] of rows) stored.set(key, value);
    return super.set(name, stored);
  }

  override delete(name: string): boolean {
    rmSync(path.join(this.#folder, name), { recursive: true, force: true });
    return super.delete(name);
  }
}

class FolderRows extends Map<string, unknown> {
  readonly #folder: string;

  constructor(folder: string) {
    super();
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    for (const file of readdirSync(folder)) {
      super.set(decodeURIComponent(file), JSON.parse(readFileSync(path.join(folder, file), "utf8")));
    }
  }

  override set(key: string, value: unknown): this {
    writeFileSync(path.join(this.#folder, encodeURIComponent(key)), JSON.stringify(value));
    return super.set(key, value);
  }

  override delete(key: string): boolean {
    rmSync(path.join(this.#folder, encodeURIComponent(key)), { force: true });
    return super.delete(key);
  }
}

class FolderSet extends Set<string> {
  readonly #file: string;

  constructor(file: string) {
    super();
    this.#file = file;
    if (existsSync(file)) for (const item of JSON.parse(readFileSync(file, "utf8")) as string[]) super.add(item);
  }

  override add(item: string): this {
    super.add(item);
    return this.#save();
  }

  override delete(item: string): boolean {
    const was = super.delete(item);
    this.#save();
    return was;
  }

  #save(): this {
    writeFileSync(this.#file, JSON.stringify([...this]));
    return this;
  }
}
