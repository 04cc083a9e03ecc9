import * as coco from "@coco/core";

// #region program
interface Folder {
  readonly name: string;
  readonly folders: readonly Folder[];
}

/** Each folder within is a call of its own: one that is as it was is not walked again. */
const walk: (folder: Folder) => Promise<number> = coco.fn({ memo: true }, async ({ name, folders }: Folder) => {
  console.log(`  ${name}`);
  const counts = await coco.map(folders, (folder) => walk(folder));
  return counts.reduce((sum, count) => sum + count, 1);
});

const app = coco.app(
  "Folders",
  async function main({ folder }: { folder: Folder }) {
    console.log("  folders:", await walk(folder));
  },
  {
    folder: {
      name: "all",
      folders: [
        { name: "letters", folders: [] },
        { name: "notes", folders: [] },
      ],
    },
  },
);

console.log("first run");
await app.update();

console.log("drafts is new, in notes");
const notes = { name: "notes", folders: [{ name: "drafts", folders: [] }] };
await app.update({ params: { folder: { name: "all", folders: [{ name: "letters", folders: [] }, notes] } } });
// #endregion
