import type {
  Namespaces,
  NamespaceWriteParams,
  NamespaceQueryParams,
} from "@turbopuffer/turbopuffer/resources/namespaces";
import { Refusal } from "../server/refusal.ts";
import {
  anyOf,
  anything,
  type Check,
  flag,
  listOf,
  mapOf,
  notServed,
  number,
  object,
  oneOf,
  text,
  whole,
} from "../shape/shape.ts";

const language = oneOf<Namespaces.Language>(
  "arabic",
  "danish",
  "dutch",
  "english",
  "finnish",
  "french",
  "german",
  "greek",
  "hungarian",
  "italian",
  "norwegian",
  "portuguese",
  "romanian",
  "russian",
  "spanish",
  "swedish",
  "tamil",
  "turkish",
);

const tokenizer = oneOf<Namespaces.Tokenizer>(
  "pre_tokenized_array",
  "word_v0",
  "word_v1",
  "word_v2",
  "word_v3",
  "word_v4",
);

const fullTextSearch: Check = anyOf(
  flag,
  object<Namespaces.FullTextSearchConfig>({
    ascii_folding: flag,
    b: number,
    case_sensitive: flag,
    k1: number,
    language,
    max_token_length: whole(1, 254),
    remove_stopwords: flag,
    stemming: flag,
    tokenizer,
  }),
);

const metric = oneOf<Namespaces.DistanceMetric>("cosine_distance", "euclidean_squared");

const types = /^(?:(?:\[\])?(?:string|int|uint|float|uuid|datetime|bool)|\[\d+\](?:f16|f32))$/;
const type: Check = (value, where) => {
  text(value, where);
  if (!types.test(value as string))
    throw new Refusal(400, `${where}: ${String(value)} is no type that the stand-in serves`);
};

/** One attribute, as a schema has it. */
const attribute: Check = anyOf(
  type,
  object<Namespaces.AttributeSchemaConfig>(
    {
      type,
      ann: anyOf(
        flag,
        object<Namespaces.AttributeSchemaConfig.AnnConfig>({ distance_metric: metric, late_interaction: notServed }),
      ),
      embed: notServed,
      filterable: flag,
      full_text_search: fullTextSearch,
      fuzzy: flag,
      glob: flag,
      regex: flag,
      sparse_knn: notServed,
    },
    ["type"],
  ),
);

export const schema: Check = mapOf(attribute);

/** The namespace stands in the path. */
export const write: Check = object<Omit<NamespaceWriteParams, "namespace">>({
  branch_from_namespace: notServed,
  copy_from_namespace: notServed,
  delete_by_filter: anything,
  delete_by_filter_allow_partial: flag,
  delete_condition: notServed,
  deletes: listOf(anything),
  disable_backpressure: flag,
  distance_metric: metric,
  encryption: anything,
  patch_by_filter: notServed,
  patch_by_filter_allow_partial: flag,
  patch_columns: notServed,
  patch_condition: notServed,
  patch_rows: notServed,
  return_affected_ids: notServed,
  schema,
  sharding: notServed,
  upsert_columns: mapOf(listOf(anything)),
  upsert_condition: notServed,
  upsert_rows: listOf(mapOf(anything)),
});

export const query: Check = object<Omit<NamespaceQueryParams, "namespace">>({
  aggregate_by: mapOf(listOf(anything)),
  compute_attributes: notServed,
  consistency: anything,
  distance_metric: metric,
  exclude_attributes: notServed,
  filters: listOf(anything),
  group_by: notServed,
  include_attributes: anyOf(flag, listOf(text)),
  limit: anyOf(whole(1, 10_000), notServed),
  rank_by: listOf(anything),
  top_k: whole(1, 10_000),
  vector_encoding: oneOf("float", "base64"),
});
