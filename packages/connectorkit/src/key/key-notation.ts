/** Text that stands for another kind of key, or looks as if it did, and so is quoted when it is a string. */
export const otherKinds: RegExp =
  /^(?:null|true|false|[+-]?\d+|0x[0-9a-f]*|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;

/** Characters that end a bare word: separators, brackets, quotes, white space, and what does not print. */
export const notBare: RegExp = /[/,[\]()"'`\\<>|\p{Z}\p{C}]/u;

/** Characters that JSON leaves as they are though they do not print, or hide what stands beside them. */
export const notPrinting: RegExp = /(?! )[\p{Z}\p{C}]/gu;
