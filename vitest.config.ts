import { defineConfig } from "vitest/config";

// Packages find each other's sources, not their builds: no build is needed to test.
const conditions = ["coco-source"];

export default defineConfig({
  resolve: { conditions: [...conditions, "module", "node", "development|production"] },
  ssr: { resolve: { conditions: [...conditions, "module", "node", "development|production"] } },
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
