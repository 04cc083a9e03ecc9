import { chooseLibrary } from "./choose-library.ts";
import { type DownloadRequest, download, downloadSync } from "./download.ts";
import { EmbedderError } from "./embedder-error.ts";
import type { Pooling, TransformersEmbedderOptions } from "./embedder-options.ts";
import { type LocatedModel, locateModel, type ModelSearch } from "./locate-model.ts";
import { describeModel } from "./model-files.ts";
import { givenFolder, modelCacheFolder, modelFolders } from "./model-folders.ts";
import { modelMissing } from "./model-missing.ts";

/** A model that is here, and how its vectors are made: the options, filled up with what its folder says. */
export interface ResolvedModel extends LocatedModel {
  readonly dimensions: number;
  readonly maxLength: number;
  readonly pooling: Pooling;
  readonly normalize: boolean;
}

/** Finds a model on this machine, or fetches it, once. */
export class ModelSource {
  readonly cacheFolder: string;
  readonly #name: string;
  readonly #options: TransformersEmbedderOptions;
  #resolved: ResolvedModel | undefined;
  #fetching: Promise<void> | undefined;

  constructor(name: string, options: TransformersEmbedderOptions) {
    this.#name = name;
    this.#options = options;
    this.cacheFolder = modelCacheFolder(options);
  }

  async resolve(): Promise<ResolvedModel> {
    if (this.#resolved !== undefined) return this.#resolved;
    const search = this.#search();
    if (search.found === undefined) {
      // Whoever asks meanwhile waits for the same download; a failed one is tried again by the next who asks.
      this.#fetching ??= download(this.#downloadRequest(search)).finally(() => {
        this.#fetching = undefined;
      });
      await this.#fetching;
    }
    return this.#describe(search.found ?? this.#searchAgain());
  }

  /** The same for a caller that cannot wait: a memo key. A download then blocks. */
  resolveNow(): ResolvedModel {
    if (this.#resolved !== undefined) return this.#resolved;
    const search = this.#search();
    if (search.found === undefined) downloadSync(this.#downloadRequest(search));
    return this.#describe(search.found ?? this.#searchAgain());
  }

  #search(): ModelSearch {
    return locateModel(modelFolders(this.#name, this.#options), this.#options.dtype, this.cacheFolder);
  }

  #searchAgain(): LocatedModel {
    const { found, refused } = this.#search();
    if (found === undefined) throw modelMissing(this.#name, refused, "what was downloaded is not complete");
    return found;
  }

  #downloadRequest({ refused }: ModelSearch): DownloadRequest {
    const why = this.#whyNoDownload();
    if (why !== undefined) throw modelMissing(this.#name, refused, why);
    const library = chooseLibrary(this.#options.library);
    return { library, model: this.#name, cacheFolder: this.cacheFolder, refused };
  }

  #whyNoDownload(): string | undefined {
    if (givenFolder(this.#options) !== undefined) return "a folder is given, so nothing else is tried";
    if (this.#options.allowDownload === false) return "`allowDownload` is false";
    if (this.#options.dtype !== "q8") return undefined;
    return 'only "fp32" is fetched: the "q8" that hubs have is quantized dynamically, which costs accuracy';
  }

  #describe(located: LocatedModel): ResolvedModel {
    const { positions, ...said } = describeModel(this.#name, located.folder);
    const { pooling = said.pooling, normalize = true, maxLength = said.maxLength } = this.#options;
    if (maxLength > positions) {
      throw new EmbedderError(`The model "${this.#name}" takes ${positions} tokens; maxLength is ${maxLength}.`, {
        code: "EMBEDDER_OPTIONS",
        hint: "Leave maxLength out, and split the text into smaller chunks.",
      });
    }
    this.#resolved ??= { ...located, dimensions: said.dimensions, pooling, normalize, maxLength };
    return this.#resolved;
  }
}
