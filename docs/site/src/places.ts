import path from "node:path";

/** The repository's root. */
export const repositoryFolder: string = path.resolve(import.meta.dirname, "../../..");

/** The folder of all documents. */
export const documentsFolder: string = path.resolve(import.meta.dirname, "../..");

/** The folder of the site's package. */
export const siteFolder: string = path.resolve(import.meta.dirname, "..");

/** The pages that the site is built from; made anew each time. */
export const pagesFolder: string = path.join(siteFolder, ".pages");

/** The finished site. */
export const outputFolder: string = path.join(siteFolder, "dist");
