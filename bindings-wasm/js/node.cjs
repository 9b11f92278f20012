'use strict';

const { surface } = require('./surface.cjs');

const api = surface(require('./node/foureyes.cjs'));

/** There is nothing to wait for: Node reads the module when it is required. */
module.exports = { ...api, init: async () => api, initSync: () => api };
