import { generalProblemCodes, problems } from '@open-return-forwarding/protocol';
import { groupPath, problemPath } from '../contract/catalog.ts';
import type { Page } from '../html/layout.ts';
import { html } from '../html/markup.ts';
import { codeBlock, json } from '../parts/code.ts';
import type { Context } from '../parts/context.ts';
import { stackTable } from '../parts/stack-table.ts';

interface Problem {
  readonly status: number;
  readonly title: string;
  readonly description: string;
  readonly fix: string;
}

const register: Readonly<Record<string, Problem>> = problems;
export const problemCodes: readonly string[] = Object.keys(register);

/** A problem's title and when it is answered, on one line. */
export function problemText(code: string): string {
  const problem = register[code];
  return problem === undefined ? '' : `${problem.title}. ${problem.description}`;
}

/** `/docs/api/problems`: the register of problem codes by status. */
export function problemsPage({ catalog, markdown }: Context): Page {
  const byStatus = Map.groupBy(Object.entries(register), ([, { status }]) => status);
  const said = new Map(
    [...catalog.operations.values()].flatMap(({ responses }) =>
      responses.map((one) => [one.status, one.description]),
    ),
  );
  const sections = [...byStatus]
    .sort(([left], [right]) => left - right)
    .map(([status, entries]) => {
      const rows = entries.map(([code, { title, fix }]) => [
        html`<a href="${problemPath(code)}"><code>${code}</code></a>`,
        title,
        markdown.inline(fix),
      ]);
      const text = said.get(String(status));
      return html`<h2 id="status-${status}">${status}</h2>${text && html`<p>${markdown.inline(text)}</p>`}${stackTable(['Code', 'Title', 'What to do'], rows)}`;
    });
  return {
    path: '/docs/api/problems',
    title: 'Problems',
    description: 'Every problem code that a server may answer.',
    body: html`<h1>Problems</h1><p class="lead">Every code that a server may answer. Programs read <code>code</code>; its status and title never change.</p>${sections}`,
  };
}

/** `/problems/{code}` for people; programs get the same as JSON. Throws where there is no such code. */
export function problemPage({ catalog, markdown }: Context, code: string): Page {
  const problem = register[code];
  if (problem === undefined) throw new Error(`there is no problem ${code}`);
  const { status, title, description, fix } = problem;
  const general: readonly string[] = generalProblemCodes;
  const operations = catalog.groups.flatMap(({ slug, operations: all }) =>
    all
      .filter((operation) => operation.problems.includes(code))
      .map(
        ({ id, summary }) =>
          html`<li><a href="${groupPath(slug)}#${id}"><code>${id}</code></a> ${summary}</li>`,
      ),
  );
  const example = { type: problemPath(code), code, title, status, request_id: 'req_01972f4e8b7c' };
  return {
    path: problemPath(code),
    title,
    description,
    body: html`<p class="crumb"><a href="/docs/api/problems">Problems</a></p><h1>${title}</h1>
<p class="tags"><span class="status">${status}</span> <code>${code}</code></p>
<h2>When it is answered</h2><p>${markdown.inline(description)}</p>
<h2>What to do</h2><p>${markdown.inline(fix)}</p>
${general.includes(code) && html`<p class="facts">Any operation may answer it.</p>`}
${operations.length > 0 && html`<h2>Answered by</h2><ul class="problems">${operations}</ul>`}
${codeBlock('application/problem+json', json(example))}`,
  };
}
