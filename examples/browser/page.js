// Shows what the gate says about the documents that a reviewer gives. Whatever comes out of a document is shown as
// text, never as markup.

import init from '../../bindings-wasm/pkg/index.js';

const VERDICTS = { allow: 'Yes: it may go live', hold: 'Not yet: something is missing', deny: 'No' };
const NEEDED = ['change', 'policy', 'roster'];

const element = (id) => document.getElementById(id);
const main = document.querySelector('main');
const field = (name) => document.querySelector(`input[name=${name}]`);

/** What was given, as bytes, by its name. */
const given = new Map();

/** Makes an element that holds text. */
function made(tag, text) {
  const it = document.createElement(tag);
  it.textContent = text;
  return it;
}

function list(id, lines, none) {
  element(id).replaceChildren(...(lines.length > 0 ? lines : [none]).map((line) => made('li', line)));
}

function row(cells) {
  const it = document.createElement('tr');
  it.append(...cells.map((cell) => made('td', cell)));
  return it;
}

/** Returns which document a dropped file is, by its name and by what it begins with. */
function kindOf(name, text) {
  const start = text.slice(0, 4096);
  const kinds = ['statements', 'roster', 'policy', 'change'];
  const named = kinds.find((kind) => name.toLowerCase().startsWith(kind));
  return named ?? kinds.find((kind) => start.includes(`foureyes/${kind}/`)) ?? (start.includes('"payload"') ? 'statements' : undefined);
}

/** Takes a document. Where the browser does not show the name of the file itself, `name` is shown. */
async function take(kind, file, name = '') {
  given.set(kind, new Uint8Array(await file.arrayBuffer()));
  field(kind).nextElementSibling.textContent = name;
}

function envelopes() {
  const text = new TextDecoder().decode(given.get('statements') ?? new Uint8Array());
  return text.split('\n').filter((line) => line.trim() !== '');
}

function decide({ Gate }) {
  const gate = Gate.compile(given.get('policy'), given.get('roster'));
  const statements = gate.verify(envelopes());
  const typed = field('now').value.trim();
  return gate.evaluate({ change: given.get('change'), statements, now: typed === '' ? new Date() : typed });
}

function show(decision) {
  const { verdict, record, missing } = decision;
  const heading = element('verdict');
  heading.dataset.verdict = verdict;
  heading.textContent = VERDICTS[verdict];
  const about = record.about?.changeId ?? 'the change';
  element('summary').textContent = `${about}, as of ${record.evaluatedAt}; ask again by ${record.recheckBy}.`;
  list('why', record.reasons.map(sentence), 'Every rule that speaks of the change is satisfied.');
  list(
    'missing',
    [
      ...missing.people.map((person) => `an approval by ${person}`),
      ...missing.evidence.map((evidence) => `evidence: ${evidence}`),
      ...missing.facts.map((fact) => `a fact: ${fact}`),
    ],
    'Nothing that people, evidence or facts could add.',
  );
  list('could-sign', record.requirements.filter(({ status }) => status !== 'met').map(couldSign), 'Nobody needs to.');
  element('requirements').replaceChildren(...record.requirements.map(requirementRow));
  list('ignored', decision.ignored.map(ignoredLine), 'None.');
  element('explanation').textContent = decision.explain();
  element('record').textContent = decision.toJson();
}

function sentence({ effect, code, subject }) {
  return [`${effect}: ${code.replaceAll('_', ' ')}`, subject].filter(Boolean).join(' – ');
}

function couldSign({ rule, name, candidates }) {
  if (candidates === undefined || candidates.total === 0) {
    return `${rule}, ${name}: nobody`;
  }
  const people = candidates.first.map(({ person, level }) => (level === undefined ? person : `${person} (${level})`));
  const more = candidates.total - people.length;
  return `${rule}, ${name}: ${people.join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}

function requirementRow({ rule, asks, name, status, counted }) {
  return row([rule, asks ?? name, status, (counted ?? []).map(({ person }) => person).join(', ')]);
}

function ignoredLine({ code, person, statement }) {
  return [person, code.replaceAll('_', ' '), statement].filter(Boolean).join(' – ');
}

function refresh(api) {
  const wanting = NEEDED.filter((kind) => !given.has(kind));
  element('waiting').textContent = wanting.length > 0 ? `Still to be given: ${wanting.join(', ')}.` : '';
  element('waiting').hidden = wanting.length === 0;
  element('fault').hidden = true;
  element('answer').hidden = true;
  delete element('verdict').dataset.verdict;
  if (wanting.length > 0) {
    return;
  }
  try {
    show(decide(api));
    element('answer').hidden = false;
  } catch (error) {
    const problems = error instanceof api.FoureyesError ? error.problems : [{ message: String(error) }];
    element('fault').textContent = problems.map(problemLine).join('\n');
    element('fault').hidden = false;
  }
}

function problemLine({ message, document: where, path, line, column }) {
  const place = [where, line === undefined ? undefined : `line ${line}, column ${column}`, path].filter(Boolean);
  return place.length > 0 ? `${place.join(', ')}: ${message}` : message;
}

async function drop(api, files) {
  for (const file of files) {
    const kind = kindOf(file.name, await file.text());
    if (kind !== undefined) {
      await take(kind, file, `dropped: ${file.name}`);
    }
  }
  refresh(api);
}

function listen(api) {
  for (const kind of [...NEEDED, 'statements']) {
    field(kind).addEventListener('change', async ({ target: { files } }) => {
      if (files.length > 0) {
        await take(kind, files[0]);
        refresh(api);
      }
    });
  }
  field('now').addEventListener('input', () => refresh(api));
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    main.dataset.dropping = '';
  });
  document.addEventListener('dragleave', () => delete main.dataset.dropping);
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    delete main.dataset.dropping;
    drop(api, event.dataTransfer.files);
  });
  document.querySelector('form').addEventListener('submit', (event) => event.preventDefault());
}

const api = await init();
listen(api);
refresh(api);
main.dataset.ready = '';
