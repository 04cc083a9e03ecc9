import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { makePdf } from "./make-pdf.ts";
import { Project } from "./project.ts";

let project: Project;

beforeAll(() => {
  project = new Project();
});
afterAll(() => project.dispose());

const manual = (text: string): Promise<Uint8Array> => makePdf([{ title: "Boats" }, { text }]);

// One story, in order: each step starts from where the one before ended.
describe("a folder of PDF files, kept as Markdown by coco update", { timeout: 60_000 }, () => {
  it("is converted", async () => {
    project.write("pdf/manual.pdf", await manual("Rinse the hull, dry it and hang the oars."));
    project.write(
      "pdf/reports/season.PDF",
      await makePdf([{ title: "Season" }, { section: "Spring" }, { text: "Wet as it has seldom been." }]),
    );
    project.write("pdf/notes.txt", "no PDF");
    const { code, output } = await project.coco("update");
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(project.converted).toEqual({
      "manual.md": "# Boats\n\nRinse the hull, dry it and hang the oars.\n",
      "reports/season.md": "# Season\n\n## Spring\n\nWet as it has seldom been.\n",
    });
  });

  it("names a file that is no PDF, and goes on with the others", async () => {
    project.write("pdf/broken.pdf", "%PDF-1.7 and nothing more");
    project.write("pdf/new.pdf", await manual("New boats have come to the lake."));
    const { code, output } = await project.coco("update");
    expect(code).toBe(1);
    expect(output).toContain("broken.pdf");
    expect(Object.keys(project.converted)).toEqual(["manual.md", "new.md", "reports/season.md"]);
    project.remove("pdf/broken.pdf");
  });

  it("is followed by a live update: edits, new files, renames, deletions", async () => {
    const live = project.start("update", "--live");
    const comesTo = (expected: Record<string, string>): Promise<void> =>
      vi.waitFor(() => expect(project.converted).toEqual(expected), { timeout: 20_000, interval: 20 });
    try {
      project.write("pdf/manual.pdf", await manual("Rinse it well, and dry it before night."));
      const season = "# Season\n\n## Spring\n\nWet as it has seldom been.\n";
      const edited = "# Boats\n\nRinse it well, and dry it before night.\n";
      await comesTo({
        "manual.md": edited,
        "new.md": "# Boats\n\nNew boats have come to the lake.\n",
        "reports/season.md": season,
      });
      project.rename("pdf/reports", "pdf/archive");
      project.write("pdf/added/deep/more.pdf", await manual("More boats than ever are on the lake."));
      project.remove("pdf/new.pdf");
      await comesTo({
        "added/deep/more.md": "# Boats\n\nMore boats than ever are on the lake.\n",
        "archive/season.md": season,
        "manual.md": edited,
      });
    } finally {
      const { code, output } = await live.end();
      expect({ code, output }).toMatchObject({ code: 130 });
    }
    const after = await project.coco("update");
    expect(after).toMatchObject({ code: 0 });
    expect(Object.keys(project.converted)).toEqual(["added/deep/more.md", "archive/season.md", "manual.md"]);
  });
});
