/** What a rule may look at. */
export interface Repository {
  /** Absolute. */
  readonly root: string;
  /** Every tracked or new, not ignored file; relative, with `/`. */
  readonly files: readonly string[];
  /** The text of one of the files; undefined when it is binary. */
  readonly text: (file: string) => string | undefined;
  readonly packages: readonly WorkspacePackage[];
}

export interface WorkspacePackage {
  /** Relative to the root, like `packages/core`. */
  readonly folder: string;
  readonly manifest: Manifest;
}

export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly version?: string;
  readonly license?: string;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly publishConfig?: { readonly exports?: Readonly<Record<string, unknown>> };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** A rule of the repository that no other tool holds. It gives one line for each place that breaks it. */
export interface Rule {
  readonly name: string;
  readonly check: (repository: Repository) => readonly string[];
}
