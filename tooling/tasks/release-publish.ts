// `npm run release:publish`: builds, and publishes what has a version that the registry does not have.
import { nameRepository } from "../release/src/name-repository.ts";
import { runChangesets } from "../release/src/run-changesets.ts";
import { repositoryRoot } from "../repository-root.ts";
import { runTurbo } from "../turbo/run-turbo.ts";

const build = await runTurbo(["build"]);
// A workflow signs where packages were built (provenance): they have to say which repository that is.
const { GITHUB_REPOSITORY: repository, GITHUB_SERVER_URL: server } = process.env;
if (repository !== undefined && server !== undefined) nameRepository(repositoryRoot, `${server}/${repository}`);
process.exitCode = build.exitCode === 0 ? runChangesets("publish") : build.exitCode;
