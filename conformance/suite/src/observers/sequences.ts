import { at, isObject, type JsonObject } from '../contract/documents.ts';
import { operationOf } from '../contract/operation-of.ts';
import { fact } from '../run/claim.ts';
import { watching } from '../run/watching.ts';

/** Every reading of the log: the next event of a subject has the next number, and a number belongs to one event. */
export const observers = [
  watching({
    id: 'observer.sequences',
    title: 'Numbers of events have no gap, and none is given twice',
    requirements: ['ORF-EVT-003'],
    begin: ({ contract }) => {
      const known = new Map<string, string>();
      return ({ exchange: { request }, reply }) => {
        const operation = operationOf(contract, request)?.id;
        if (operation === 'resetSandbox') known.clear();
        if (operation !== 'listEvents' || reply.status !== 200 || !isObject(reply.json)) return undefined;
        const filtered = request.path.includes('type=');
        const events = Array.isArray(reply.json.items) ? reply.json.items.filter(isObject) : [];
        const wrong = events.filter((event) => !follows(known, event, filtered));
        return {
          'ORF-EVT-003': [
            fact('numbers that count the events of a subject', wrong.length === 0, {
              actual: wrong.map(({ type, sequence, subject }) => ({ type, sequence, subject })),
            }),
          ],
        };
      };
    },
  }),
];

/** Whether an event has a number of its own, after one that is known; notes it. */
function follows(known: Map<string, string>, event: JsonObject, filtered: boolean): boolean {
  const subject = `${String(at(event, '/subject/kind'))} ${String(at(event, '/subject/id'))}`;
  const number = Number(event.sequence);
  const name = `${subject} ${number}`;
  const id = String(event.id);
  const held = known.get(name);
  known.set(name, id);
  const isNext = number === 1 || known.has(`${subject} ${number - 1}`);
  return (held === undefined || held === id) && (filtered || isNext);
}
