import { readdirSync } from "node:fs";

/** How many files, folders, pipes and the like this process has open; 0 where the system does not say. */
export function openDescriptors(): number {
  return process.platform === "linux" ? readdirSync("/proc/self/fd").length : 0;
}
