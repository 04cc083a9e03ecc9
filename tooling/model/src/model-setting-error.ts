/** An environment variable about the model says something that cannot be done. The message says what to do instead. */
export class ModelSettingError extends Error {
  override readonly name: string = "ModelSettingError";
}
