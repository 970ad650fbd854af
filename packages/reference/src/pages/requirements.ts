import type { Catalog } from '../contract/catalog.ts';
import { groupPath } from '../contract/catalog.ts';
import type { Page } from '../html/layout.ts';
import { html, type Markup } from '../html/markup.ts';
import type { Context } from '../parts/context.ts';
import { type Library, requirementsPath } from '../sources/library.ts';
import type { Requirement } from '../sources/register.ts';

const filters = ['keyword', 'role', 'profile'] as const;

/** `/docs/spec/requirements`: every sentence that has an id, to be filtered by keyword, role and profile. */
export function requirementsPage(context: Context, library: Library): Page {
  const { requirements } = library;
  const citations = citationsOf(context.catalog);
  return {
    path: requirementsPath,
    title: 'Requirements',
    description: 'Every sentence of the standard that has an id.',
    body: html`<h1>Requirements</h1>
<p class="lead">Every sentence of the standard that has an id: ${requirements.length} of them. The register itself is <a href="/docs/spec/requirements.yaml">requirements.yaml</a>.</p>
<form class="filter" aria-label="Which requirements are shown" hidden>${filters.map((name) => select(name, requirements))}<p role="status"></p></form>
<ul class="requirements">${requirements.map((one) => entry(one, { context, library, citations }))}</ul>`,
  };
}

function select(name: (typeof filters)[number], requirements: readonly Requirement[]): Markup {
  const counted = Map.groupBy(requirements, (one) => one[name]);
  const options = [...counted].sort(([left], [right]) => (left < right ? -1 : 1));
  return html`<label>${name[0]?.toUpperCase()}${name.slice(1)} <select name="${name}"><option value="">all</option>${options.map(([value, all]) => html`<option value="${value}">${value} (${all.length})</option>`)}</select></label>`;
}

interface Around {
  readonly context: Context;
  readonly library: Library;
  readonly citations: ReadonlyMap<string, Markup[]>;
}

function entry(requirement: Requirement, { context, library, citations }: Around): Markup {
  const { id, keyword, role, profile, text, untestable } = requirement;
  const page = library.stated.get(id);
  const cited = citations.get(id) ?? [];
  return html`<li id="${id}" data-keyword="${keyword}" data-role="${role}" data-profile="${profile}"><p class="tags">${page ? html`<a href="${page.path}#${id}">${id}</a>` : id} <span class="tag">${role}</span> <span class="tag">${profile}</span></p>
<p>${context.markdown.inline(text)}</p>${cited.length > 0 && html`<p class="facts">Cited by ${cited}</p>`}${untestable && html`<p class="facts">Not tested from outside: ${context.markdown.inline(untestable)}</p>`}</li>`;
}

/** Operations that cite each id, as links. */
function citationsOf({ groups, controlGroups }: Catalog): Map<string, Markup[]> {
  const citations = new Map<string, Markup[]>();
  for (const { slug, operations } of [...groups, ...controlGroups])
    for (const { id, requirements } of operations)
      for (const cited of requirements)
        citations.set(cited, [
          ...(citations.get(cited) ?? []),
          html`<a href="${groupPath(slug)}#${id}"><code>${id}</code></a> `,
        ]);
  return citations;
}
