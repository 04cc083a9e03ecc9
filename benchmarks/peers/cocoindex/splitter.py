"""Splits files as benchmarks/src/splitter/splitter-task.ts says; one JSON argument, one measured line."""

import json
import sys
import time

from cocoindex.ops.text import RecursiveSplitter

task = json.loads(sys.argv[1])
texts = []
for name in task["files"]:
    with open(name, encoding="utf-8", newline="") as file:
        texts.append(file.read())
splitter = RecursiveSplitter()
best = float("inf")
chunks = 0
for _ in range(task["rounds"]):
    began = time.process_time()
    chunks = 0
    for text in texts:
        chunks += len(
            splitter.split(text, task["chunkSize"], chunk_overlap=task["overlap"], language=task.get("language"))
        )
    best = min(best, time.process_time() - began)
print("measured:" + json.dumps({"chunks": chunks, "files": len(texts), "milliseconds": best * 1000}))
