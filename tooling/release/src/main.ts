// `pnpm release:rehearse`: publishes all packages to a registry of this machine, and says what each weighs for its users.
import { Rehearsal } from "./rehearsal.ts";

console.log("• raising the versions in a copy, and publishing it to a registry of this machine …");
const rehearsal = await Rehearsal.begin();
try {
  console.log(
    `• published ${rehearsal.packages.length} packages; installing each alone, with nothing in npm's cache …\n`,
  );
  console.log(row("package", "version", "MB", "packages", "seconds"));
  for (const { name, version } of rehearsal.packages) {
    const { megabytes, names, seconds } = await rehearsal.project().install(name);
    console.log(row(name, version, megabytes.toFixed(1), String(names.length), seconds.toFixed(1)));
  }
} finally {
  await rehearsal.end();
}

function row(name: string, ...rest: readonly string[]): string {
  return name.padEnd(32) + rest.map((cell) => cell.padStart(10)).join("");
}
