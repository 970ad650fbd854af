import type { Locale } from '@open-return-forwarding/protocol';
import type { OutgoingMessage } from './notifier.ts';
import type { StepName } from './steps.ts';
import { escapeHtml, oneLine } from './text.ts';
import { words } from './wording/words.ts';

/** What a message says, before it is put into a form. */
export interface Letter {
  readonly step: StepName;
  readonly locale: Locale;
  readonly retailer: string;
  /** Who it is to. */
  readonly name: string;
  readonly item: string;
  /** The retailer's number of the return or order, if it is known. */
  readonly reference: string | undefined;
  readonly paragraphs: readonly Paragraph[];
}

export interface Paragraph {
  readonly text: string;
  /** A URL that stands below the text. */
  readonly link?: string;
}

/** A letter as plain text and as simple HTML that says the same. */
export function writeLetter(letter: Letter): Pick<OutgoingMessage, 'from' | 'subject' | 'text' | 'html'> {
  const { locale, step } = letter;
  const retailer = oneLine(letter.retailer);
  const subject = words[locale].subjects[step];
  const paragraphs = inFull(letter, retailer);
  return { from: retailer, subject, text: asText(paragraphs), html: asHtml(paragraphs, subject, locale) };
}

function inFull({ locale, name, item, reference, paragraphs, step }: Letter, retailer: string): Paragraph[] {
  const { greeting, about, because } = words[locale];
  const ref = reference === undefined ? undefined : oneLine(reference);
  return [
    { text: greeting(oneLine(name)) },
    ...paragraphs,
    { text: about({ step, item: oneLine(item), reference: ref }) },
    { text: retailer },
    { text: because({ step, retailer }) },
  ];
}

function asText(paragraphs: readonly Paragraph[]): string {
  return `${paragraphs.map(({ text, link }) => (link === undefined ? text : `${text}\n${link}`)).join('\n\n')}\n`;
}

function asHtml(paragraphs: readonly Paragraph[], title: string, locale: Locale): string {
  const body = paragraphs.map(({ text, link }) => {
    const url = link === undefined ? '' : escapeHtml(link);
    return `<p>${escapeHtml(text)}${link === undefined ? '' : `<br><a href="${url}">${url}</a>`}</p>`;
  });
  return [
    `<!doctype html>`,
    `<html lang="${locale}">`,
    `<head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>`,
    `<body style="font-family: sans-serif; line-height: 1.5; max-width: 36em">`,
    ...body,
    `</body>`,
    `</html>`,
    '',
  ].join('\n');
}
