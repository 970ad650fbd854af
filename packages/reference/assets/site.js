// Search, copying and filters: all that a reader would miss without a script. Nothing is loaded but the index of this site.

const { index: indexPath, root } = document.currentScript.dataset;
const shownAtMost = 20;
const snippetLength = 150;

const form = document.querySelector('.search');
const field = document.querySelector('#search');
const found = document.querySelector('#found');

/** @type {Promise<[string, string, string, string][]> | undefined} */
let index;

/** A script, not a request: so a site that is opened from a disk can be searched as well. */
function entries() {
  index ??= new Promise((resolve, reject) => {
    const script = element('script', { src: indexPath, onerror: reject });
    script.onload = () => resolve(globalThis.orfSearch);
    document.head.append(script);
  });
  return index;
}

/** Entries that hold every word; a name that begins with the words comes first, then a name that holds them. */
function matches(all, words) {
  if (words.length === 0) return [];
  const rank = ([, name]) => {
    const lower = name.toLowerCase();
    if (lower === words.join(' ') || lower === words.join('')) return 0;
    if (lower.startsWith(words[0])) return 1;
    return words.every((word) => lower.includes(word)) ? 2 : 3;
  };
  return all
    .filter((entry) => {
      const text = entry.join(' ').toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .map((entry, position) => ({ entry, position, rank: rank(entry) }))
    .sort((left, right) => left.rank - right.rank || left.position - right.position)
    .map(({ entry }) => entry);
}

function element(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

/** Words around the first one that was looked for. */
function snippet(text, words) {
  const at = Math.max(0, ...words.map((word) => text.toLowerCase().indexOf(word)));
  if (text.length <= snippetLength) return text;
  const start = at < snippetLength / 2 ? 0 : text.lastIndexOf(' ', at - 40) + 1;
  const end = text.indexOf(' ', start + snippetLength);
  return `${start > 0 ? '… ' : ''}${text.slice(start, end === -1 ? undefined : end)}${end === -1 ? '' : ' …'}`;
}

/** Text as nodes, what was looked for marked. */
function marked(text, words) {
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return text
    .split(new RegExp(`(${escaped.join('|')})`, 'gi'))
    .filter(Boolean)
    .map((part) => (words.includes(part.toLowerCase()) ? element('mark', { textContent: part }) : part));
}

function resultItem([kind, name, path, text], words) {
  const link = element(
    'a',
    { href: root + path.slice(1) },
    element('small', {}, kind),
    element('b', {}, ...marked(name, words)),
    element('span', {}, ...marked(snippet(text, words), words)),
  );
  link.addEventListener('click', close);
  return element('li', {}, link);
}

async function search() {
  const text = field.value;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const all = matches(await entries(), words);
  if (text !== field.value) return;
  const more = all.length > shownAtMost ? `, the first ${shownAtMost} shown` : '';
  found.replaceChildren(
    element('p', { role: 'status' }, all.length === 0 ? 'Nothing found' : `${all.length} found${more}`),
    element('ul', {}, ...all.slice(0, shownAtMost).map((entry) => resultItem(entry, words))),
  );
  found.hidden = words.length === 0;
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
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(input|textarea|select)$/i.test(document.activeElement?.tagName ?? '')) return;
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

/** The choice is kept in the address, so that it can be passed on. */
function startFilter(filter) {
  const selects = [...filter.querySelectorAll('select')];
  const items = [...document.querySelectorAll('.requirements > li')];
  const apply = () => {
    const chosen = selects.filter(({ value }) => value !== '');
    for (const item of items) item.hidden = !chosen.every(({ name, value }) => item.dataset[name] === value);
    filter.querySelector('[role=status]').textContent =
      `${items.filter(({ hidden }) => !hidden).length} shown`;
    if (location.protocol === 'file:') return;
    const query = new URLSearchParams(chosen.map(({ name, value }) => [name, value])).toString();
    history.replaceState(null, '', `${location.pathname}${query && `?${query}`}${location.hash}`);
  };
  const asked = new URLSearchParams(location.search);
  for (const select of selects) {
    const value = asked.get(select.name) ?? '';
    if ([...select.options].some((option) => option.value === value)) select.value = value;
    select.addEventListener('change', apply);
  }
  filter.hidden = false;
  apply();
}

/** A menu that scrolls by itself begins where the reader is. */
function showPlaceInMenu() {
  const menu = document.querySelector('.menu');
  const here = menu.querySelector('[aria-current]');
  if (here && here.offsetTop + here.offsetHeight > menu.clientHeight)
    menu.scrollTop = here.offsetTop - menu.clientHeight / 2;
}

/** Paper cannot be opened. */
function openForPrint() {
  for (const details of document.querySelectorAll('main details')) details.open = true;
}

startSearch();
addCopyButtons();
for (const filter of document.querySelectorAll('.filter')) startFilter(filter);
showPlaceInMenu();
addEventListener('beforeprint', openForPrint);
