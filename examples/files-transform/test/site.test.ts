import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Site } from "./site.ts";

let site: Site;

beforeAll(() => {
  site = new Site();
});
afterAll(() => site.dispose());

/** Runs `coco update`, and gives the names of the pages that were touched, by the run and since the last one. */
async function touchedBy(change: () => void): Promise<string[]> {
  const before = site.pages();
  change();
  const { code, output } = await site.coco("update");
  expect({ code, output }).toMatchObject({ code: 0 });
  return Object.entries(site.pages())
    .filter(([name, { touched }]) => before[name]?.touched !== touched)
    .map(([name]) => name);
}

// One story, in order: each step starts from where the one before ended.
describe("a folder of Markdown, kept as a folder of HTML by coco update", () => {
  it("is converted: tables, lists, links to pages, titles; the rest is copied", async () => {
    const { code, output } = await site.coco("update");
    expect({ code, output }).toMatchObject({ code: 0 });
    const pages = site.contents();
    expect(Object.keys(pages)).toEqual([
      "guide/boats.html",
      "guide/first-outing.html",
      "guide/images/boat.svg",
      "index.html",
    ]);
    expect(pages["index.html"]).toContain("<title>Rowing on the Upper Lake</title>");
    expect(pages["index.html"]).toContain("<td>beginners</td>");
    expect(pages["index.html"]).toContain('href="guide/boats.html#after-each-outing"');
    expect(pages["index.html"]).toContain('href="https://example.com/buoy.md"');
    expect(pages["guide/first-outing.html"]).toContain('href="../index.html"');
    expect(pages["guide/boats.html"]).toContain("<del>The red skiff</del>");
    expect(pages["guide/images/boat.svg"]).toBe(readFileSync(site.at("docs/guide/images/boat.svg"), "utf8"));
  });

  it("is not touched when nothing changed, nor by a comment in the code", async () => {
    expect(await touchedBy(() => undefined)).toEqual([]);
    expect(await touchedBy(() => site.edit("page.ts", "/** A whole page", "/** A complete page"))).toEqual([]);
  });

  it("follows an edit of one document", async () => {
    const edit = (): void => site.edit("docs/guide/boats.md", "Rinse the hull", "Rinse the hull well");
    expect(await touchedBy(edit)).toEqual(["guide/boats.html"]);
  });

  it("leaves a page alone that comes out the same", async () => {
    expect(await touchedBy(() => site.edit("docs/guide/boats.md", "# Boats\n\n", "# Boats\n\n\n\n"))).toEqual([]);
  });

  it("follows a rename, and an edit of the page's frame", async () => {
    expect(await touchedBy(() => site.rename("docs/guide/boats.md", "docs/fleet/boats.md"))).toEqual([
      "fleet/boats.html",
    ]);
    expect(existsSync(site.at("html/guide/boats.html"))).toBe(false);
    const frame = (): void => site.edit("page.ts", "<html>", '<html lang="en">');
    expect(await touchedBy(frame)).toEqual(["fleet/boats.html", "guide/first-outing.html", "index.html"]);
    expect(site.contents()).toEqual(await site.contentsFromScratch());
  });

  it("moves with its checkout: nothing is written, and what goes later is found", async () => {
    expect(await touchedBy(() => undefined)).toEqual([]);
    site.move();
    site.rename("docs/fleet/boats.md", "docs/fleet/all-boats.md");
    expect(await touchedBy(() => undefined)).toEqual(["fleet/all-boats.html"]);
    expect(site.contents()).toEqual(await site.contentsFromScratch());
  });

  it("follows a folder that goes, and keeps what the user put there", async () => {
    site.write("html/fleet/robots.txt", "mine");
    site.remove("docs/fleet");
    site.remove("docs/guide");
    expect(await touchedBy(() => undefined)).toEqual([]);
    expect(Object.keys(site.contents())).toEqual(["fleet/robots.txt", "index.html"]);
    expect(existsSync(site.at("html/guide"))).toBe(false);
  });

  it("names a document that is not UTF-8, and goes on with the others", async () => {
    site.write("docs/old.md", Uint8Array.of(0x66, 0xfc, 0x72));
    site.write("docs/new.md", "# New & shiny <b>things</b>");
    const { code, output } = await site.coco("update");
    expect(code).toBe(1);
    expect(output).toContain("old.md");
    expect(Object.keys(site.contents())).toEqual(["fleet/robots.txt", "index.html", "new.html"]);
    expect(site.contents()["new.html"]).toContain("<title>New &amp; shiny things</title>");
    site.remove("docs/old.md");
    await touchedBy(() => undefined);
  });

  it("does not write over a file of the user's, and says what can be done", async () => {
    site.write("html/notes.html", "mine");
    site.write("docs/notes.md", "# Notes");
    const { code, output } = await site.coco("update");
    expect(code).toBe(1);
    expect(output).toMatch(/notes\.html exists already[\s\S]*onExisting/);
    expect(site.contents()["notes.html"]).toBe("mine");
    site.remove("docs/notes.md");
    await touchedBy(() => undefined);
    expect(site.contents()["notes.html"]).toBe("mine");
  });

  it("is made again when it was deleted", async () => {
    site.remove("html");
    await site.coco("update");
    expect(site.contents()).toEqual(await site.contentsFromScratch());
  });

  it("is followed by a live update: pages, pictures, new and renamed folders, the code's own files untouched", async () => {
    const end = site.live();
    const follows = (
      change: () => void,
      pages: readonly string[],
      texts: Record<string, string> = {},
    ): Promise<void> => {
      change();
      return vi.waitFor(
        () => {
          const contents = site.contents();
          expect(Object.keys(contents)).toEqual(pages);
          for (const [name, text] of Object.entries(texts)) expect(contents[name]).toContain(text);
        },
        { timeout: 20_000, interval: 20 },
      );
    };
    try {
      const rest = ["index.html", "new.html"];
      await follows(() => site.write("docs/a/b/c.md", "# Deep"), ["a/b/c.html", ...rest], { "a/b/c.html": "<h1>Deep" });
      await follows(() => site.write("docs/a/pic.svg", "<svg/>"), ["a/b/c.html", "a/pic.svg", ...rest]);
      await follows(() => site.rename("docs/a", "docs/z"), [...rest, "z/b/c.html", "z/pic.svg"]);
      await follows(() => site.edit("docs/z/b/c.md", "Deep", "Deeper"), [...rest, "z/b/c.html", "z/pic.svg"], {
        "z/b/c.html": "<h1>Deeper",
      });
      await follows(() => site.remove("docs/z"), rest);
    } finally {
      const { code, output } = await end();
      expect({ code, output }).toMatchObject({ code: 130 });
    }
    expect(site.contents()).toEqual(await site.contentsFromScratch());
  });

  it("goes with the app", async () => {
    const { code } = await site.coco("drop", "--yes");
    expect(code).toBe(0);
    expect(existsSync(site.at("html"))).toBe(false);
  });
});
