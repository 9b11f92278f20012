// Shows what the gate says about the documents that a reviewer gives. Whatever comes out of a document is shown as
// text, never as markup.

import init from '../../bindings-wasm/pkg/index.js';

const VERDICTS = { allow: 'Yes: it may go live', hold: 'Not yet: something is missing', deny: 'No' };
const NEEDED = ['change', 'policy', 'roster'];

const element = (id) => document.getElementById(id);
const main = document.querySelector('main');
const field = (name) => document.querySelector(`input[name=${name}]`);

/** For how long an approval counts that is written here. */
const DAY = 24 * 60 * 60 * 1000;

/** What was given, as bytes, by its name. */
const given = new Map();

/** The codes of what the reviewer says that she has looked at. */
const ticked = new Set();

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
  if (kind === 'change') {
    ticked.clear();
  }
  field(kind).nextElementSibling.textContent = name;
}

function envelopes() {
  const text = new TextDecoder().decode(given.get('statements') ?? new Uint8Array());
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** Returns the gate, and what it is asked. */
function question({ Gate }) {
  const gate = Gate.compile(given.get('policy'), given.get('roster'));
  const statements = gate.verify(envelopes());
  const typed = field('now').value.trim();
  return { gate, request: { change: given.get('change'), statements, now: typed === '' ? new Date() : typed } };
}

function showBrief(brief) {
  // The checklist behind it stands in boxes of its own.
  const [screen] = brief.explain().split('\n  Before you sign\n');
  element('brief').textContent = screen.trimEnd();
  const known = new Set(brief.checklist.map(({ code }) => code));
  [...ticked].filter((code) => !known.has(code)).forEach((code) => ticked.delete(code));
  element('checklist').replaceChildren(...brief.checklist.map(checkLine));
}

function checkLine({ code, question, because, required }) {
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.value = code;
  box.checked = ticked.has(code);
  box.addEventListener('change', () => {
    ticked[box.checked ? 'add' : 'delete'](code);
    clearStatement();
  });
  const label = document.createElement('label');
  label.append(box, made('b', question), made('span', required ? `${because}; an approval counts only with it` : because));
  const line = document.createElement('li');
  line.append(label);
  return line;
}

/** Returns the approval that the reviewer asks for, with what she has ticked. */
function drafted(api) {
  const { gate, request } = question(api);
  const { change, statements, now } = request;
  const issued = new Date(now);
  const random = crypto.getRandomValues(new Uint8Array(16));
  const approve = {
    signer: { id: field('signer').value.trim(), key: field('key').value.trim() },
    issued,
    expires: new Date(issued.getTime() + DAY),
    nonce: btoa(String.fromCharCode(...random)),
    acknowledged: [...ticked].sort(),
  };
  const comment = field('comment').value.trim();
  return gate.draft(change, { approve: comment === '' ? approve : { ...approve, comment } }, statements);
}

let draft;

function clearStatement() {
  URL.revokeObjectURL(element('message').href);
  draft = undefined;
  element('statement').hidden = true;
  element('added').hidden = true;
  element('approval-fault').hidden = true;
}

/** Runs `body`; what is wrong with what was typed is said below the form. */
function attempt(api, body) {
  element('approval-fault').hidden = true;
  try {
    body();
  } catch (error) {
    element('approval-fault').textContent = faultText(api, error);
    element('approval-fault').hidden = false;
  }
}

function writeStatement(api) {
  clearStatement();
  attempt(api, () => {
    draft = drafted(api);
    element('payload').textContent = new TextDecoder().decode(draft.payload);
    element('message').href = URL.createObjectURL(new Blob([draft.message]));
    element('command').textContent = `ssh-keygen -Y sign -n ${draft.namespace} -f KEY approval.message`;
    element('statement').hidden = false;
  });
}

/** Puts the signature to the statement that is shown, and the envelope to the statements. */
function addSignature(api) {
  attempt(api, () => {
    const typed = document.querySelector('textarea[name=signature]').value.trim();
    const isText = typed.startsWith('-----BEGIN SSH SIGNATURE-----');
    const signature = isText ? new TextEncoder().encode(`${typed}\n`) : decoded(typed);
    const envelope = draft.envelope(signature);
    given.set('statements', new TextEncoder().encode([...envelopes(), envelope].join('\n')));
    refresh(api);
    element('envelope').textContent = envelope;
    element('added').hidden = false;
  });
}

function decoded(base64) {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    throw new Error('the signature is neither that of an SSH key nor base64');
  }
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
  clearStatement();
  delete element('verdict').dataset.verdict;
  if (wanting.length > 0) {
    return;
  }
  try {
    const { gate, request } = question(api);
    showBrief(gate.brief(request));
    show(gate.evaluate(request));
    element('answer').hidden = false;
  } catch (error) {
    element('fault').textContent = faultText(api, error);
    element('fault').hidden = false;
  }
}

function faultText({ FoureyesError }, error) {
  return error instanceof FoureyesError ? error.problems.map(problemLine).join('\n') : error.message;
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
  element('approval').addEventListener('input', clearStatement);
  const forms = { documents: refresh, approval: writeStatement, signature: addSignature };
  for (const [id, act] of Object.entries(forms)) {
    element(id).addEventListener('submit', (event) => {
      event.preventDefault();
      act(api);
    });
  }
}

const api = await init();
listen(api);
refresh(api);
main.dataset.ready = '';
