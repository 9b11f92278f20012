'use strict';

const { over } = require('./native.cjs');
const { surface } = require('./js/surface.cjs');

module.exports = surface(over(load()));

/** Loads the native module for this machine: one file for each platform, none of them fetched or built here. */
function load() {
  const { platform, arch } = process;
  const libc = platform === 'linux' && !process.report?.getReport().header.glibcVersionRuntime ? '-musl' : '';
  const name = `${platform}-${arch}${libc}`;
  try {
    return require(`./prebuilt/foureyes.${name}.node`);
  } catch (cause) {
    const message = `foureyes: there is no native module for ${name}; in a clone, \`npm run build\` makes it`;
    throw new Error(message, { cause });
  }
}
