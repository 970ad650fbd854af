import { html, type Markup } from '../html/markup.ts';
import { cycles } from './cycle.ts';
import { parseSequence, sentencesOf } from './sequence.ts';
import { sequenceDiagram } from './sequence-svg.ts';
import { movesOf, parseStates } from './states.ts';
import { stateDiagram } from './svg.ts';

/**
 * The picture of a Mermaid source, with what it says as a list below. Draws `stateDiagram-v2` and `sequenceDiagram`;
 * throws on a line of them that it does not know, and on any other kind.
 */
export function diagramOf(source: string): Markup {
  const [kind = ''] = /^\s*(\S+)/.exec(source.replaceAll(/^\s*%%.*$/gm, '')) ?? [];
  switch (kind.trim()) {
    case 'sequenceDiagram': {
      const sequence = parseSequence(source);
      return figure(sequenceDiagram(sequence), sentencesOf(sequence));
    }
    case 'stateDiagram':
    case 'stateDiagram-v2': {
      const drawn = parseStates(source);
      // A life cycle of the contract is drawn as everywhere else: its own order, and whose move each state is.
      const known = cycles().find(({ states }) => sameNames(states, drawn.states));
      const cycle = known ? { ...drawn, name: known.name, states: known.states } : drawn;
      return figure(stateDiagram(cycle), movesOf(drawn));
    }
    default:
      throw new Error(
        `a diagram of the kind "${kind.trim()}" cannot be drawn; there are stateDiagram-v2 and sequenceDiagram`,
      );
  }
}

function sameNames(left: object, right: object): boolean {
  return Object.keys(left).sort().join() === Object.keys(right).sort().join();
}

function figure(picture: Markup, lines: readonly string[]): Markup {
  return html`<figure class="diagram"><div class="wide" tabindex="0" role="region" aria-label="Diagram">${picture}</div>
<details><summary>The diagram in words</summary><ol>${lines.map((line) => html`<li>${line}</li>`)}</ol></details></figure>
`;
}
