// Measures inside the browser, and sends the figures.

import init from '../pkg/index.js';
import { measure } from './measure.js';

const started = performance.now();
const api = await init();
const ready = `${(performance.now() - started).toFixed(1)} ms`;
const scenario = async (name) => (await fetch(`/examples/scenario/${name}`)).text();
const figures = { 'fetched, compiled and ready in': ready, ...(await measure(api, scenario)) };
await fetch('/report', { method: 'POST', body: JSON.stringify(figures) });
