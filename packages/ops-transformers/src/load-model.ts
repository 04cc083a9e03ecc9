import { basename, dirname, join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { EmbedderError } from "./embedder-error.ts";
import type { Library } from "./embedder-options.ts";
import { importLibrary, type LoadedModel, type LoadRequest } from "./library.ts";
import { WEIGHTS } from "./model-files.ts";
import { checkFormatForXenova } from "./onnx-format.ts";
import { tokenizeWithin } from "./tokenize.ts";

/** Loads tokenizer and weights from the disk; nothing is fetched, and no global setting of the library is touched. */
export async function loadModel(library: Library, request: LoadRequest): Promise<LoadedModel> {
  if (library === "xenova") checkFormatForXenova(join(request.folder, WEIGHTS[request.dtype]));
  const { AutoModel, AutoTokenizer, Tensor } = await importLibrary(library);
  const { name, files, run } = library === "huggingface" ? huggingfaceArguments(request) : xenovaArguments(request);
  try {
    const tokenizer = await AutoTokenizer.from_pretrained(name, files);
    const tokenize = tokenizeWithin(tokenizer, request.maxLength);
    const model = await AutoModel.from_pretrained(name, { ...files, ...run });
    return {
      async encode(text) {
        // One text at a time and no padding, so that what else is embedded cannot touch its vector.
        const inputs = Object.entries(tokenize(text)).map(([input, numbers]) => [
          input,
          new Tensor("int64", BigInt64Array.from(numbers, BigInt), [1, numbers.length]),
        ]);
        const outputs = await model(Object.fromEntries(inputs));
        // Older runtimes compute on this thread; timers and signals get their turn between two texts.
        await nextTurn();
        const tensor = outputs["last_hidden_state"] ?? outputs["token_embeddings"];
        const [, tokens, dimensions] = tensor?.dims ?? [];
        if (tensor === undefined || tokens === undefined || dimensions === undefined) {
          throw new EmbedderError(
            `The model in ${request.folder} gives no vectors of tokens (${Object.keys(outputs).join(", ")}).`,
            {
              code: "MODEL_OUTPUT",
              hint: "Choose a text encoder exported for feature extraction.",
            },
          );
        }
        return { data: tensor.data, tokens, dimensions };
      },
      async dispose() {
        await model.dispose();
      },
    };
  } catch (cause) {
    throw new EmbedderError(`The model in ${request.folder} cannot be loaded: ${String(cause)}`, {
      code: "MODEL_BROKEN",
      hint: "A file may be cut off or of an unknown kind: delete the folder and fetch the model again.",
      cause,
    });
  }
}

interface LoadArguments {
  readonly name: string;
  readonly files: object;
  readonly run: object;
}

function huggingfaceArguments({ folder, dtype, threads }: LoadRequest): LoadArguments {
  return {
    name: folder,
    files: { local_files_only: true },
    run: {
      dtype,
      device: "cpu",
      session_options: {
        // Threads that wait for work sleep instead of spinning: the processors are shared with the rest of the app.
        extra: { session: { intra_op: { allow_spinning: "0" } } },
        ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
      },
    },
  };
}

/** This library reads no absolute path, but takes the folder above a model for its download cache. */
function xenovaArguments({ folder, dtype }: LoadRequest): LoadArguments {
  return {
    name: basename(folder),
    files: { local_files_only: true, cache_dir: dirname(folder) },
    run: { quantized: dtype === "q8" },
  };
}
