// The public declarations of this package, as built. Not written by hand: `pnpm api:update` writes it.

// index.d.mts

/**
 * Runs the command line with these arguments, those after the command's own name, and gives the exit code: 0 found, or
 * nothing to complain of; 1 not found, or something to complain of; 2 wrong usage, or a failure. Prints; never throws.
 */
export declare function run(args: readonly string[]): Promise<number>;
