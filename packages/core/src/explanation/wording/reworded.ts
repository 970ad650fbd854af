import type { ConsumerTexts } from '@open-return-forwarding/protocol';
import type { Say } from '../say.ts';
import { criterionPlaceholders, linePlaceholders } from './placeholders.ts';
import type { Wording } from './wording.ts';

/** The names of the placeholders in a text, in their order. */
export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
}

/** A language with the retailer's own sentences in it. Texts under codes that consumers are never told have no effect. */
export function reworded(wording: Wording, own: ConsumerTexts | undefined): Wording {
  if (own === undefined) return wording;
  const { headlines, routes, criteria, lines } = wording.consumer;
  return {
    ...wording,
    consumer: {
      headlines: replaced(headlines, own.headlines),
      routes: replaced(routes, own.routes),
      criteria: retold(criteria, own.criteria, criterionPlaceholders),
      lines: retold(lines, own.lines, linePlaceholders),
    },
  };
}

type Texts = Readonly<Record<string, string>> | undefined;

function replaced<T extends object>(builtIn: T, own: Texts = {}): T {
  const known = Object.entries(own).filter(([code]) => Object.hasOwn(builtIn, code));
  return { ...builtIn, ...Object.fromEntries(known) };
}

type Template = (params: never, say: Say) => string;
type Fillings = Readonly<Record<string, (params: never, say: Say) => string | undefined>>;

/** The built-in sentence stays where the retailer's one has a placeholder that there is nothing for. */
function retold<T extends Readonly<Record<keyof T, Template>>>(
  builtIn: T,
  own: Texts,
  placeholders: { readonly [Code in keyof T]: Fillings },
): T {
  const said = Object.entries(own ?? {}).filter(([code]) => Object.hasOwn(builtIn, code));
  const templates = said.map(([name, text]): [string, Template] => {
    const code = name as keyof T;
    return [
      name,
      (params, say) => filled(text, placeholders[code], { params, say }) ?? builtIn[code](params, say),
    ];
  });
  return { ...builtIn, ...Object.fromEntries(templates) };
}

function filled(
  text: string,
  placeholders: Fillings,
  { params, say }: { readonly params: never; readonly say: Say },
): string | undefined {
  const names = placeholdersIn(text);
  const values = new Map(
    names.map((name) => [
      name,
      Object.hasOwn(placeholders, name) ? placeholders[name]?.(params, say) : undefined,
    ]),
  );
  if ([...values.values()].includes(undefined)) return undefined;
  return text.replace(/\{([^{}]*)\}/g, (_, name: string) => values.get(name) ?? '');
}
