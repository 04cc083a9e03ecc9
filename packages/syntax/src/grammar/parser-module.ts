import { type WasmMemory, type WasmModule, webAssembly } from "./web-assembly.ts";

/** What a grammar's WebAssembly module exports; `tooling/grammars/parse.c` is its source. */
export interface ParserModule {
  readonly memory: WasmMemory;
  _initialize(): void;
  symbol_count(): number;
  /** 0: named, 1: anonymous, others: hidden. */
  symbol_type(symbol: number): number;
  symbol_name(symbol: number): number;
  field_count(): number;
  field_name(field: number): number;
  allocate(size: number): number;
  release(pointer: number): void;
  parse(text: number, length: number, steps: number): number;
  nodes(): number;
}

/** What the C library asks a system for. Parsing does no input or output, and its clock may stand still. */
const system: Readonly<Record<string, () => number>> = {
  clock_time_get: () => 0,
  fd_close: () => 0,
  fd_seek: () => 0,
  fd_write: () => 0,
};

/** A fresh instance, with a memory of its own. */
export function startModule(module: WasmModule): ParserModule {
  const exports = new webAssembly.Instance(module, { wasi_snapshot_preview1: system }).exports;
  const parser = exports as ParserModule;
  // oxlint-disable-next-line no-underscore-dangle -- what WASI calls it
  parser._initialize();
  return parser;
}

/** The text that ends with a zero byte at an address. */
export function readString(parser: ParserModule, address: number): string {
  const bytes = new Uint8Array(parser.memory.buffer, address);
  return new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)));
}
