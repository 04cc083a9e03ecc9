import path from "node:path";

/** The repository's folder, absolute. */
export const repositoryRoot: string = path.dirname(import.meta.dirname);
