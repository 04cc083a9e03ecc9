"""Finds what benchmarks/src/code-match/code-match-task.ts says; one JSON argument, one measured line."""

import json
import os
import sys

from cocoindex.ops.code import CodePattern, CodeSource

LANGUAGES = {".ts": "typescript", ".js": "javascript"}
task = json.loads(sys.argv[1])
with open(task["list"], encoding="utf-8") as file:
    names = json.load(file)
compiled = {
    language: [CodePattern(pattern["coco"], language=language) for pattern in task["patterns"]]
    for language in LANGUAGES.values()
}
counts = [0] * len(task["patterns"])
for name in names:
    language = LANGUAGES[os.path.splitext(name)[1]]
    with open(name, encoding="utf-8", newline="") as file:
        text = file.read()
    if task["phase"] == "prefilter":
        for number, pattern in enumerate(compiled[language]):
            counts[number] += pattern.might_match(text)
    else:
        source = CodeSource(text, language=language)
        for number, pattern in enumerate(compiled[language]):
            counts[number] += len(pattern.match_source(source))
print("measured:" + json.dumps({"found": sum(counts), "counts": " ".join(map(str, counts))}))
