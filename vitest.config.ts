import { defineConfig } from "vitest/config";

// Packages find each other's sources, not their builds: no build is needed to test. Everything else is loaded as Node
// loads it: what packages have under "module" is for bundlers.
const conditions = ["coco-source", "node", "development|production"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", "**/.tooling/**"],
    passWithNoTests: true,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Tests start real processes; children must find the sources too.
    env: { NODE_OPTIONS: `${process.env["NODE_OPTIONS"] ?? ""} --conditions=coco-source`.trim() },
  },
});
