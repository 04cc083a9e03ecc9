import { type PathLike, readFile } from "node:fs";

/** Reads a file. The callback form is about twice as fast as that of `node:fs/promises`. */
export function readWhole(path: PathLike): Promise<Buffer<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    readFile(path, (error, bytes) => (error === null ? resolve(bytes) : reject(error)));
  });
}
