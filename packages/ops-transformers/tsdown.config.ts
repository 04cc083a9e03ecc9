import { packageBuild } from "../../tooling/build/package-build.ts";

// The second file runs in a process of its own; the first one starts it.
export default packageBuild({ entry: ["src/index.ts", "src/download-process.ts"] });
