"""What the file summarization benchmark computes: sections of files, their analyses, a summary of each project."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

BINS, ROUNDS, SPAN, TOP = 12, 2, 2, 6
MASK = 2**64 - 1
TOKEN_STEP, ROUND_STEP = 0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F
LANGUAGES = {".rs": "rust", ".py": "python", ".md": "markdown", ".toml": "toml"}
CODE_BOUNDARY = re.compile(r"(?:pub struct |struct |pub fn |fn |class |def )([^({:]*)")
TITLE = re.compile(r"##? (.*)$")
TOKEN = re.compile(r"[a-z0-9]{2,}")


@dataclass(frozen=True, slots=True)
class Section:
    stable_id: str
    file_path: str
    language: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Analysis:
    stable_id: str
    file_path: str
    language: str
    heading: str
    token_count: int
    unique_tokens: int
    top_tokens: list[str]
    sketch: list[int]
    signature: str


@dataclass(frozen=True, slots=True)
class ProjectSummary:
    name: str
    file_count: int
    section_count: int
    json: str


def fnv64(data: bytes, value: int = 0xCBF29CE484222325) -> int:
    for byte in data:
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return value


def canonical_json(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sections_of(file_path: str, text: str) -> list[Section]:
    language = LANGUAGES.get(Path(file_path).suffix, "text")
    found: list[tuple[str, list[str]]] = []
    heading, lines = "file", []
    for line in text.splitlines():
        boundary = boundary_of(line.strip(), language)
        if boundary is not None:
            if lines:
                found.append((heading, lines))
                lines = []
            heading = boundary
        lines.append(line)
    if lines:
        found.append((heading, lines))
    full = [one for one in found if any(line.strip() for line in one[1])] or [("file", text.splitlines())]
    return [
        Section(f"{file_path}#{index:03d}-{slug(heading)}", file_path, language, heading, "\n".join(lines).strip())
        for index, (heading, lines) in enumerate(full)
    ]


def boundary_of(line: str, language: str) -> str | None:
    if language == "toml":
        return line[1:-1].strip() if line.startswith("[") and line.endswith("]") else None
    match = (TITLE if language == "markdown" else CODE_BOUNDARY).match(line)
    return match.group(1).strip() if match else None


def slug(heading: str) -> str:
    return "-".join(re.findall(r"[^\W_]+", heading.lower())) or "section"


def analyse(section: Section) -> Analysis:
    tokens = TOKEN.findall(section.text.lower())
    signed = canonical_json([section.stable_id, section.heading, section.language, section.text])
    return Analysis(
        section.stable_id,
        section.file_path,
        section.language,
        section.heading,
        len(tokens),
        len(set(tokens)),
        top_tokens(Counter(tokens)),
        sketch_of(section, tokens),
        f"{fnv64(signed.encode()):016x}",
    )


def sketch_of(section: Section, tokens: list[str]) -> list[int]:
    bins = [0] * BINS
    hashes = [fnv64(token.encode()) for token in tokens]
    for turn in range(ROUNDS if tokens else 0):
        rolling = fnv64(f"{section.language}:{section.heading}:{turn}".encode())
        for index, (token, token_hash) in enumerate(zip(tokens, hashes)):
            rolling ^= (token_hash + (index + 1) * TOKEN_STEP + (turn + 1) * ROUND_STEP) & MASK
            bins[(rolling ^ (token_hash >> turn)) % BINS] += len(token) + turn + 1
            window = tokens[max(0, index - SPAN + 1) : index + 1]
            shingle = fnv64(f"{turn}:{index}:{'::'.join(window)}".encode())
            bins[(shingle >> ((index + turn) % 13)) % BINS] += len(window) + (shingle & 7)
    return bins


def top_tokens(counts: Counter[str]) -> list[str]:
    return [token for token, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:TOP]]


def summarise(name: str, analyses: list[Analysis]) -> ProjectSummary:
    by_file: dict[str, list[Analysis]] = {}
    for analysis in analyses:
        by_file.setdefault(analysis.file_path, []).append(analysis)
    files = [
        {
            "path": path,
            "language": sections[0].language,
            "section_count": len(sections),
            "section_signatures": [section.signature for section in sections],
            "feature_totals": totals(sections),
            "top_tokens": most_named(sections),
        }
        for path, sections in sorted(by_file.items())
    ]
    summary = {
        "kind": "project",
        "name": name,
        "file_count": len(files),
        "section_count": len(analyses),
        "language_counts": Counter(analysis.language for analysis in analyses),
        "top_tokens": most_named(analyses),
        "feature_totals": totals(analyses),
        "files": files,
    }
    return ProjectSummary(name, len(files), len(analyses), canonical_json(summary))


def totals(analyses: list[Analysis]) -> list[int]:
    return [sum(column) for column in zip(*(analysis.sketch for analysis in analyses))]


def most_named(analyses: list[Analysis]) -> list[str]:
    return top_tokens(Counter(token for analysis in analyses for token in analysis.top_tokens))


def write_output(root: Path, summaries: list[ProjectSummary]) -> int:
    wanted = {f"projects/{summary.name}.json": summary.json.encode() for summary in summaries}
    collections = [
        {
            "name": summary.name,
            "file_count": summary.file_count,
            "section_count": summary.section_count,
            "summary_digest": f"{fnv64(summary.json.encode()):016x}",
            "summary_path": f"projects/{summary.name}.json",
        }
        for summary in sorted(summaries, key=lambda summary: summary.name)
    ]
    manifest = {
        "scenario": "codebase",
        "profile": "mixed",
        "collection_kind": "project",
        "collection_count": len(collections),
        "collections": collections,
    }
    wanted["manifest.json"] = canonical_json(manifest).encode()
    (root / "projects").mkdir(parents=True, exist_ok=True)
    rebuilt = 0
    for name, content in wanted.items():
        path = root / name
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
            rebuilt += 1
    for name in files_of(root):
        if name not in wanted:
            (root / name).unlink()
            rebuilt += 1
    return rebuilt


def tree_hash(root: Path) -> str:
    value = fnv64(b"")
    for name in files_of(root):
        value = fnv64(name.encode() + b"\0" + (root / name).read_bytes() + b"\0", value)
    return f"{value:016x}"


def files_of(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
