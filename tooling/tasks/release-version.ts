// `npm run release:version`: raises the versions as the changesets say, and writes the CHANGELOGs.
import { runChangesets } from "../release/src/run-changesets.ts";

process.exitCode = runChangesets("version");
