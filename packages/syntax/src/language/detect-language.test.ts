import { describe, expect, it } from "vitest";
import { detectLanguage, findLanguage, languages } from "../index.ts";

describe("detectLanguage", () => {
  it.each([
    ["main.py", "python"],
    ["src/main.rs", "rust"],
    ["C:\\work\\x.go", "go"],
    ["name.TSX", "tsx"],
    ["a.d.ts", "typescript"],
    ["a.mts", "typescript"],
    [".py", "python"],
    ["dir.py/file.rs", "rust"],
    ["Dockerfile", "dockerfile"],
    ["deploy/Dockerfile.prod", "dockerfile"],
    ["CMakeLists.txt", "cmake"],
    ["x.h.in", "c"],
    ["x.cs.pp", "csharp"],
    ["x.pp", "puppet"],
    [".bashrc", "bash"],
    ["go.mod", "gomod"],
    ["requirements.txt", "requirements"],
    ["terraform.tfstate.backup", "json"],
    ["Makefile", "make"],
    ["a.ſh", "bash"],
  ])("knows %s by its name", (fileName, language) => {
    expect(detectLanguage(fileName)).toBe(language);
  });

  it.each([
    "",
    ".",
    "..",
    "a.",
    "README",
    "notes.txt",
    "dir.py/noext",
    "a.py/",
    "a.py ",
    "x.py.bak",
    "foo.tar.gz",
    "py",
  ])("does not guess at %j", (fileName) => {
    expect(detectLanguage(fileName)).toBeUndefined();
  });

  it.each([
    ["#!/bin/sh\necho", "bash"],
    ["#!/usr/bin/env python3.12\n", "python"],
    ["#!/usr/bin/env -S A=1 node --no-warnings\n", "javascript"],
    ["\ufeff#! /usr/local/bin/ruby -w", "ruby"],
    ["# -*- mode: perl -*-\n", "perl"],
    ["// -*- C++ -*-", "cpp"],
    ["# vim: set ts=2 ft=make:\n", "make"],
    ['<?xml version="1.0"?><a/>', "xml"],
    ["\n<!DOCTYPE html>\n", "html"],
    ["<?php\n", "php"],
  ])("reads %j where the name says nothing", (text, language) => {
    expect(detectLanguage("script", text)).toBe(language);
    expect(detectLanguage("script.json", text)).toBe("json");
  });

  it("says nothing of a text without a sign", () => {
    expect(detectLanguage("script", "hello\n#!/bin/sh")).toBeUndefined();
    expect(detectLanguage("script", "#!/usr/bin/unheard-of\n")).toBeUndefined();
  });
});

describe("the table of languages", () => {
  it("gives no name, alias, ending or file name to two languages", () => {
    for (const marks of [
      languages.flatMap(({ name, aliases }) => [name, ...aliases]),
      languages.flatMap(({ extensions }) => extensions),
      languages.flatMap(({ fileNames }) => fileNames),
      languages.flatMap(({ interpreters }) => interpreters),
    ]) {
      expect(marks.filter((mark, index) => marks.indexOf(mark) !== index)).toEqual([]);
      expect(marks.filter((mark) => mark !== mark.toLowerCase() || mark === "")).toEqual([]);
    }
  });

  it("finds each by its name, aliases and endings", () => {
    for (const language of languages) {
      for (const name of [language.name, ...language.aliases, ...language.extensions, language.name.toUpperCase()]) {
        expect(findLanguage(name)).toBe(language);
      }
    }
    expect(findLanguage("klingon")).toBeUndefined();
  });
});
