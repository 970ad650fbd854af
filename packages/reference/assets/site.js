// Search and copying: all that a reader would miss without a script. No network but the index of this site.

const indexPath = '/docs/assets/search.json';
const shownAtMost = 12;

const form = document.querySelector('.search');
const field = document.querySelector('#search');
const found = document.querySelector('#found');

/** @type {Promise<[string, string, string, string][]> | undefined} */
let index;

function entries() {
  index ??= fetch(indexPath).then((answer) => answer.json());
  return index;
}

/** Entries that hold every word; a name that begins with the words comes first, then a name that holds them. */
function matches(all, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const rank = ([, name]) => {
    const at = name.toLowerCase().indexOf(words[0]);
    return at === 0 ? 0 : at > 0 ? 1 : 2;
  };
  return all
    .filter((entry) => words.every((word) => entry.join(' ').toLowerCase().includes(word)))
    .map((entry, position) => ({ entry, position, rank: rank(entry) }))
    .sort((left, right) => left.rank - right.rank || left.position - right.position)
    .map(({ entry }) => entry);
}

function element(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

function resultItem([kind, name, path, words]) {
  const link = element(
    'a',
    { href: path },
    element('small', {}, kind),
    element('b', {}, name),
    element('span', {}, words),
  );
  link.addEventListener('click', close);
  return element('li', {}, link);
}

async function search() {
  const text = field.value;
  const all = matches(await entries(), text);
  if (text !== field.value) return;
  const said = all.length === 0 ? 'Nothing found' : `${all.length} found`;
  found.replaceChildren(
    element('p', { role: 'status' }, said),
    element('ul', {}, ...all.slice(0, shownAtMost).map(resultItem)),
  );
  found.hidden = text.trim() === '';
}

function close() {
  found.hidden = true;
}

/** Arrows walk from the field through the results; Escape ends the search. */
function walk(event) {
  if (event.key === 'Escape') {
    close();
    field.focus();
    return;
  }
  if (found.hidden || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
  const stops = [field, ...found.querySelectorAll('a')];
  const next = stops.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1);
  stops[Math.max(0, Math.min(next, stops.length - 1))].focus();
  event.preventDefault();
}

function startSearch() {
  form.hidden = false;
  field.addEventListener('focus', entries, { once: true });
  field.addEventListener('input', search);
  form.addEventListener('keydown', walk);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    found.querySelector('a')?.click();
  });
  document.addEventListener('click', (event) => {
    if (!form.contains(event.target)) close();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || /^(input|textarea|select)$/i.test(document.activeElement?.tagName ?? '')) return;
    event.preventDefault();
    field.focus();
  });
}

/** Without a secure context there is no clipboard; then the code is selected for the reader to copy. */
async function copy(code, button) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = 'Copied';
  } catch {
    getSelection().selectAllChildren(code);
    button.textContent = 'Selected';
  }
  setTimeout(() => {
    button.textContent = 'Copy';
  }, 1500);
}

function addCopyButtons() {
  for (const figure of document.querySelectorAll('figure.code')) {
    const code = figure.querySelector('code');
    const caption = figure.querySelector('figcaption');
    const button = element('button', { type: 'button', textContent: 'Copy' });
    button.setAttribute('aria-label', `Copy: ${caption.textContent}`);
    button.addEventListener('click', () => copy(code, button));
    figure.append(button);
  }
}

/** A menu that scrolls by itself begins where the reader is. */
function showPlaceInMenu() {
  const menu = document.querySelector('.menu');
  const here = menu.querySelector('[aria-current]');
  if (here && menu.scrollHeight > menu.clientHeight) menu.scrollTop = here.offsetTop - menu.clientHeight / 2;
}

startSearch();
addCopyButtons();
showPlaceInMenu();
