import { html, type Markup } from './markup.ts';

/** A page as it is written; the frame around it comes from `layout`. */
export interface Page {
  readonly path: string;
  readonly title: string;
  /** One sentence for search results and link previews. */
  readonly description: string;
  readonly body: Markup;
  /** A heading that stands before what is beside the text; else the body begins with it. */
  readonly head?: Markup;
  /** Stands beside the text where there is room, and above it where there is none. */
  readonly aside?: Markup;
}

export interface Frame {
  /** Titled lists of links, in reading order. */
  readonly menu: readonly MenuSection[];
  readonly version: string;
  readonly assets: {
    readonly style: string;
    readonly script: string;
    readonly icon: string;
    readonly index: string;
  };
}

export interface MenuSection {
  readonly title: string;
  readonly links: readonly (readonly [label: string, path: string])[];
}

/**
 * A whole document. The menu stands after the text, so that a phone and a screen reader meet the text first; on a wide
 * screen the style sheet puts it to the left. Everything works without the script but search and copying.
 */
export function layout(page: Page, frame: Frame): string {
  const { style, script, icon, index } = frame.assets;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${page.title} · Open Return Forwarding</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${page.description}">
<link rel="icon" href="${icon}" type="image/svg+xml">
<link rel="stylesheet" href="${style}">
<script src="${script}" data-index="${index}" data-root="/" defer></script>
</head>
<body id="top">
<a class="skip" href="#text">Skip to the text</a>
<header class="bar">
<a class="brand" href="/docs/"><span>Open Return Forwarding</span> <small>${frame.version}</small></a>
<form class="search" role="search" hidden>
<label class="unseen" for="search">Search the documentation</label>
<input id="search" type="search" placeholder="Search" autocomplete="off" spellcheck="false" aria-controls="found">
<div id="found" class="found" role="region" aria-label="Search results" hidden></div>
</form>
<a class="to-menu" href="#menu">Menu</a>
</header>
<main id="text" tabindex="-1"${page.aside && html` class="flanked"`}>
${page.head}${page.aside}
<div class="text">
${page.body}
</div>
</main>
<nav id="menu" class="menu" aria-label="Pages">
<a class="close" href="#top">Close the menu</a>
${frame.menu.map((section) => menuSection(section, page.path))}
</nav>
</body>
</html>
`.text;
}

function menuSection({ title, links }: MenuSection, current: string): Markup {
  const items = links.map(
    ([label, path]) =>
      html`<li><a href="${path}"${path === current && html` aria-current="page"`}>${label}</a></li>`,
  );
  const here = links.some(([, path]) => path === current || current.startsWith(`${path}/`));
  return html`<details${here && html` open`}><summary>${title}</summary><ul>${items}</ul></details>`;
}
