// The public declarations of this package, as built. Not written by hand: `pnpm api:update` writes it.

// index.d.mts

/**
 * Runs the command line with these arguments, those after the command's own name, and gives the exit code: 0 done,
 * 1 something failed, 2 wrong usage, 130 and 143 stopped by SIGINT and SIGTERM. Prints; never throws.
 */
export declare function run(args: readonly string[]): Promise<number>;
