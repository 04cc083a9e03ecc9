/** A compiled module. */
export interface WasmModule {
  readonly [compiled: symbol]: never;
}

/** A module's memory. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

interface WebAssembly {
  compile(bytes: Uint8Array): Promise<WasmModule>;
  readonly Instance: new (
    module: WasmModule,
    imports: Readonly<Record<string, Readonly<Record<string, () => number>>>>,
  ) => { readonly exports: unknown };
  readonly RuntimeError: new () => Error;
}

/** As much of WebAssembly as is used here: its types come only with those of browsers, which this package is not for. */
export const webAssembly: WebAssembly = (globalThis as unknown as { readonly WebAssembly: WebAssembly }).WebAssembly;
