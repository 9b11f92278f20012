// What stands for an object of the native module.

import { fault, kind } from './values.js';

const KEY = Symbol('foureyes');
let held;

/** What stands for an object of the native module. */
class Handle {
  #native;
  #kind;

  constructor(key, native) {
    if (key !== KEY) {
      throw fault('wrong_type', `a ${new.target.name} is not made with \`new\``, 'foureyes');
    }
    this.#native = native;
    this.#kind = new.target;
  }

  /** Gives back the memory at once. Using the object afterwards is a fault, `freed`. */
  free() {
    const native = this.#native;
    this.#native = undefined;
    native?.free?.();
  }

  static {
    held = (value, Class, document, path = '') => {
      if (typeof value !== 'object' || value === null || !(#kind in value) || value.#kind !== Class) {
        throw fault('wrong_type', `invalid type: ${kind(value)}, expected a ${Class.name}`, document, path);
      }
      if (value.#native === undefined) {
        throw fault('freed', `the ${Class.name} was freed`, document, path);
      }
      return value.#native;
    };
    if (Symbol.dispose) {
      Object.defineProperty(this.prototype, Symbol.dispose, { value: this.prototype.free, configurable: true });
    }
  }
}

const isHandle = (value, Class) => value instanceof Class;

/** Runs `body` with the native object of a handle, or of a document that is read for this call alone. */
function using(Class, value, document, body) {
  if (isHandle(value, Class)) {
    return body(held(value, Class, document));
  }
  const read = Class.from(value);
  try {
    return body(held(read, Class, document));
  } finally {
    read.free();
  }
}

export { Handle, KEY, held, isHandle, using };
