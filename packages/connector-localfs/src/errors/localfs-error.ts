import { CocoError, type CocoErrorOptions } from "@coco/connectorkit";

/**
 * A folder or a file of this machine could not be used, or was asked for wrongly.
 *
 * Codes: `LOCALFS_OPTIONS`, `LOCALFS_ROOT_MISSING`, `LOCALFS_ROOT_NOT_A_FOLDER`, `LOCALFS_ROOT_CHANGED`,
 * `LOCALFS_UNREADABLE`, `LOCALFS_FILE_MISSING`, `LOCALFS_NOT_A_FILE`, `LOCALFS_FILE_TOO_LARGE`, `LOCALFS_NOT_UTF8`,
 * `LOCALFS_OUTSIDE_ROOT`, `LOCALFS_UNWATCHABLE`; of targets: `LOCALFS_TARGET_PATH`, `LOCALFS_CONTENT`, `LOCALFS_FILE_EXISTS`,
 * `LOCALFS_NAME_COLLISION`, `LOCALFS_PATH_BLOCKED`, `LOCALFS_NOT_WRITABLE`, `LOCALFS_DISK_FULL`, `LOCALFS_SOURCE_CHANGED`,
 * `LOCALFS_WRITE_FAILED`.
 */
export class LocalfsError extends CocoError {
  static override readonly errorName: string = "LocalfsError";

  /** The absolute path at fault, where it is one. Bytes that are not UTF-8 are shown as `\xNN`. */
  readonly path?: string;

  constructor(message: string, options: CocoErrorOptions & { readonly path?: string | undefined }) {
    super(message, options);
    if (options.path !== undefined) this.path = options.path;
  }
}
