/** What the command ends with. */
export const exitCode = {
  done: 0,
  /** A component failed and nobody handled it, or something else went wrong for good. */
  failed: 1,
  /** The command was called in a way that cannot work. */
  usage: 2,
  /** 128 and the number of the signal, as shells count. */
  interrupted: 130,
  terminated: 143,
} as const;
