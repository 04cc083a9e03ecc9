export { layoutVersion, migrate, newestLayout } from "./migrate.ts";
export type { Migration } from "./migration.ts";
export { migrations } from "./migrations.ts";
