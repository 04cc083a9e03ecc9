"""Asks Qdrant's own engine (PyPI: qdrant-edge-py==0.9.0, in process, without HTTP) the questions of qdrant-cases.json.

    python -m venv .venv && .venv/bin/pip install --only-binary :all: qdrant-edge-py==0.9.0
    .venv/bin/python make-qdrant-answers.py        # writes qdrant-answers.json; then `pnpm format` it

What it answers is what the stand-in has to answer: src/qdrant/engine-answers.test.ts compares.
"""

import json
import pathlib
import tempfile

import qdrant_edge as q

HERE = pathlib.Path(__file__).parent


def id_of(given):
    import uuid

    return uuid.UUID(given) if isinstance(given, str) else given


def named(vector):
    """A vector of a point or a query."""
    if isinstance(vector, dict):
        return q.SparseVector(indices=vector["indices"], values=vector["values"])
    return vector


def condition(given):
    if "has_id" in given:
        return q.HasIdCondition({id_of(one) for one in given["has_id"]})
    if "has_vector" in given:
        return q.HasVectorCondition(given["has_vector"])
    if "is_empty" in given:
        return q.IsEmptyCondition(given["is_empty"]["key"])
    if "is_null" in given:
        return q.IsNullCondition(given["is_null"]["key"])
    if "key" not in given:
        return filter_of(given)
    match = given.get("match")
    limits = given.get("range")
    kinds = {"value": q.MatchValue, "any": q.MatchAny, "except": q.MatchExcept, "text": q.MatchText}
    return q.FieldCondition(
        key=given["key"],
        match=None if match is None else kinds[next(iter(match))](next(iter(match.values()))),
        range=None if limits is None else q.RangeFloat(**{name: limits.get(name) for name in ("gte", "gt", "lte", "lt")}),
    )


def filter_of(given):
    if given is None:
        return None
    parts = {name: [condition(one) for one in given[name]] for name in ("must", "should", "must_not") if name in given}
    return q.Filter(**parts)


def query_of(request):
    given = request["query"]
    if isinstance(given, dict) and "fusion" in given:
        return q.Fusion.Rrf(k=2)
    return q.Query.Nearest(query=named(given), using=request.get("using"))


def prefetch(given):
    return q.Prefetch(limit=given["limit"], query=query_of(given), filter=filter_of(given.get("filter")))


def plain(vector):
    if isinstance(vector, dict):
        return {name: plain(one) for name, one in vector.items()}
    if hasattr(vector, "indices"):
        return {"indices": list(vector.indices), "values": list(vector.values)}
    return vector


def shown(point, with_score):
    answer = {"id": str(point.id) if not isinstance(point.id, int) else point.id}
    if with_score:
        answer["score"] = point.score
    if point.vector is not None:
        answer["vector"] = plain(point.vector)
    return answer


def main():
    cases = json.loads((HERE / "qdrant-cases.json").read_text())
    config = cases["collection"]
    multi = q.MultiVectorConfig(comparator=q.MultiVectorComparator.MaxSim)
    vectors = {
        name: q.EdgeVectorParams(
            size=one["size"],
            distance=getattr(q.Distance, one["distance"]),
            multivector_config=multi if "multivector_config" in one else None,
        )
        for name, one in config["vectors"].items()
    }
    sparse = {
        name: q.EdgeSparseVectorParams(modifier=q.Modifier.Idf if one.get("modifier") == "idf" else None)
        for name, one in config["sparse_vectors"].items()
    }
    with tempfile.TemporaryDirectory() as folder:
        shard = q.EdgeShard.create(folder, q.EdgeConfig(vectors=vectors, sparse_vectors=sparse))
        points = [
            q.Point(
                id=id_of(one["id"]),
                vector={name: named(vector) for name, vector in one["vector"].items()},
                payload=one["payload"],
            )
            for one in cases["points"]
        ]
        shard.update(q.UpdateOperation.upsert_points(points))
        answers = []
        for case in cases["cases"]:
            request = case["request"]
            if case["ask"] == "scroll":
                found, following = shard.scroll(
                    q.ScrollRequest(
                        limit=request["limit"],
                        offset=id_of(request["offset"]) if "offset" in request else None,
                        filter=filter_of(request.get("filter")),
                        with_vector=request.get("with_vector", False),
                        with_payload=False,
                    )
                )
                rest = None if following is None else following if isinstance(following, int) else str(following)
                answers.append({"points": [shown(one, False) for one in found], "next": rest})
            else:
                found = shard.query(
                    q.QueryRequest(
                        limit=request["limit"],
                        query=query_of(request),
                        prefetches=[prefetch(one) for one in request.get("prefetch", [])],
                        filter=filter_of(request.get("filter")),
                        score_threshold=request.get("score_threshold"),
                    )
                )
                answers.append({"points": [shown(one, True) for one in found]})
        shard.close()
    lines = ",\n".join("  " + json.dumps(one) for one in answers)
    (HERE / "qdrant-answers.json").write_text(f"[\n{lines}\n]\n")


main()
