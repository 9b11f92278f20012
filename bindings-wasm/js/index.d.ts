import type * as api from './surface.js';

export * from './surface.js';

/** Everything that the package exports, once the module is loaded. */
export type Foureyes = typeof api;

/** Bytes of the module, or the compiled module. */
export type ModuleSource = Uint8Array | ArrayBuffer | WebAssembly.Module;

/**
 * Loads the module: from beside the script, or from what is given. Returns the classes, which the imports have too.
 * In Node there is nothing to load.
 */
export function init(
  module?: ModuleSource | Response | URL | string | Promise<ModuleSource | Response>,
): Promise<Foureyes>;

/** Loads the module from its bytes, or takes a compiled one. In Node there is nothing to load. */
export function initSync(module: ModuleSource): Foureyes;

export default init;
