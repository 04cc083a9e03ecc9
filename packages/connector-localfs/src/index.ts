export { LocalfsError } from "./errors/localfs-error.ts";
export type { File } from "./file/file.ts";
export type { FileState } from "./file/file-state.ts";
export { file } from "./file/single-file.ts";
export type { RootFolder } from "./root/root.ts";
export { type FileWalk, walk } from "./walk/walk.ts";
export type { FollowSymlinks, WalkOptions } from "./walk/walk-options.ts";
