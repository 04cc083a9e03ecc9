import { appendFileSync, rmSync } from "node:fs";
import { app } from "./main.ts";
import { search } from "./search.ts";

async function update(what: string): Promise<void> {
  const { stats } = await app.update({ failures: "report" });
  const files = stats.components["indexFile"];
  console.log(`${what}: ${files?.ran} files indexed, ${files?.unchanged} unchanged;`, {
    embedded: stats.functions["LetterEmbedder.embed"]?.ran ?? 0,
    rows: stats.targets["lancedb rows of notes_db/note_chunks"],
  });
}

await update("first run");
await search("how do I restore a backup");

await update("nothing changed");

appendFileSync("notes/tea.md", "\nSugar is kept in the blue tin.\n");
await update("one sentence more");

rmSync("notes/backups.md");
await update("one file less");
await search("how do I restore a backup");
