import { eventPath, schemaPath } from '../contract/catalog.ts';
import {
  type Cycle,
  type CycleState,
  cycles,
  deadlineTexts,
  effectTexts,
  type Transition,
} from '../diagram/cycle.ts';
import { stateDiagram } from '../diagram/svg.ts';
import type { Page } from '../html/layout.ts';
import { html, type Markup } from '../html/markup.ts';
import type { Context } from '../parts/context.ts';
import { stackTable } from '../parts/stack-table.ts';

/** `/docs/api/lifecycles`: every life cycle as a diagram and as tables. */
export function lifecyclesPage(context: Context): Page {
  const all = cycles();
  return {
    path: '/docs/api/lifecycles',
    title: 'Life cycles',
    description: 'How each object moves from state to state.',
    body: html`<h1>Life cycles</h1>
<p class="lead">How each object moves from state to state. A <em>command</em> is a call, a <em>deadline</em> is time, an <em>effect</em> follows from another object in the same moment.</p>
<ul class="index"><li>${all.map(({ name }) => html`<a href="#${name}">${name}</a> `)}</li></ul>
${all.map((cycle) => cycleSection(context, cycle))}
<h2 id="deadlines">Deadlines</h2>
${stackTable(
  ['Deadline', 'Set by', 'Meaning'],
  Object.entries(deadlineTexts).map(([name, { policy, description }]) => [
    html`<code id="deadline-${name}">${name}</code>`,
    policy && html`<code>${policy}</code>`,
    context.markdown.inline(description),
  ]),
)}
<h2 id="effects">Effects</h2>
${stackTable(
  ['Effect', 'Meaning'],
  Object.entries(effectTexts).map(([name, text]) => [
    html`<code id="effect-${name}">${name}</code>`,
    context.markdown.inline(text),
  ]),
)}`,
  };
}

function cycleSection(context: Context, cycle: Cycle): Markup {
  const { name, schemaName, states, transitions } = cycle;
  return html`<section class="cycle" id="${name}" aria-labelledby="${name}-title">
<h2 id="${name}-title"><a class="self" href="#${name}">${name[0]?.toUpperCase()}${name.slice(1)}</a></h2>
<p class="facts">States of <a href="${schemaPath(schemaName)}">${schemaName}</a></p>
<div class="drawn">${stateDiagram(cycle)}
<div>${stackTable(
    ['State', 'Whose move', 'Until', 'Meaning'],
    Object.entries(states).map((entry) => stateRow(context, cycle, entry)),
  )}</div></div>
<h3>Transitions</h3>
${stackTable(
  ['On', 'From', 'To', 'Meaning'],
  transitions.map((transition) => transitionRow(context, transition)),
)}
</section>`;
}

function stateRow(
  { markdown }: Context,
  cycle: Cycle,
  [name, state]: [string, CycleState],
): (Markup | string | undefined)[] {
  const until = state.deadline
    ? html`<a href="#deadline-${state.deadline}"><code>${state.deadline}</code></a>`
    : state.waits_for && markdown.inline(state.waits_for);
  const notes = [cycle.initial.includes(name) && 'first', cycle.terminal.includes(name) && 'last'].filter(
    (note) => note !== false,
  );
  return [
    html`<code>${name}</code> ${notes.map((note) => html`<span class="tag">${note}</span>`)}`,
    state.owner,
    until || undefined,
    markdown.inline(state.description),
  ];
}

function transitionRow({ markdown }: Context, transition: Transition): Markup[] {
  const { on, kind, from, to, guard, reason, emits = [], effects = [], description } = transition;
  const more = [
    guard && html`if <code>${guard}</code>`,
    reason && html`reason <code>${reason}</code>`,
    emits.length > 0 &&
      html`emits ${emits.map((type) => html`<a href="${eventPath(type)}"><code>${type}</code></a> `)}`,
    effects.length > 0 &&
      html`then ${effects.map((effect) => html`<a href="#effect-${effect}"><code>${effect}</code></a> `)}`,
  ].filter((part) => part instanceof Object);
  return [
    html`<code>${on}</code> <span class="tag">${kind}</span>`,
    html`${from.map((state) => html`<code>${state}</code> `)}`,
    html`<code>${to}</code>`,
    html`${markdown.inline(description)}${more.map((part) => html`<br><small>${part}</small>`)}`,
  ];
}
