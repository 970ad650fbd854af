import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { mailLocales } from '../../src/notifications/locales.ts';
import { sampleMessage } from '../../src/notifications/sample.ts';
import { stepNames } from '../../src/notifications/steps.ts';
import { orf } from '../support/process.ts';

describe('orf notifications', () => {
  it('lists every step', async () => {
    const { code, stdout } = await orf(['notifications', 'list']);
    expect([
      code,
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ]).toEqual([0, stepNames]);
  });

  it.each(mailLocales)('shows every message in %s', async (locale) => {
    const { code, stdout } = await orf(['notifications', 'preview', '--locale', locale]);
    expect(code).toBe(0);
    for (const step of stepNames) expect(stdout).toContain(`=== ${step}, to the `);
    expect(stdout).not.toMatch(/undefined|NaN|\[object|\{\w+\}/);
  });

  it('shows one, in HTML', async () => {
    const { stdout } = await orf([
      'notifications',
      'preview',
      '--step',
      'rating',
      '--locale',
      'nl',
      '--html',
    ]);
    expect(stdout).toContain('<html lang="nl">');
    expect(stdout).toContain('<a href="https://shop.example/rate?t=orf_rating_sample">');
  });

  it.each([
    [['notifications', 'melt'], /list, preview or log/],
    [['notifications', 'preview', '--step', 'party'], /no step "party"/],
    [['notifications', 'preview', '--locale', 'xx'], /en, nl, de, fr/],
  ] as const)('%j is not understood', async (args, text) => {
    const ended = await orf(args);
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toMatch(text);
  });
});

describe('the words', () => {
  const all = mailLocales.flatMap((locale) => stepNames.map((step) => [locale, step] as const));

  it.each(all)('%s: %s say what the standard says, and sell nothing', (locale, step) => {
    const { subject, text } = sampleMessage(step, locale);
    expect(subject.length).toBeLessThan(75);
    expect(`${subject}\n${text}`).not.toMatch(
      /second.?hand|\bused\b|refurbished|tweedehands|gebraucht|occasion|d’occasion|!|🎉|discount|korting|Rabatt|remise de/i,
    );
  });

  it.each(stepNames)('%s differ from language to language', (step) => {
    expect(new Set(mailLocales.map((locale) => sampleMessage(step, locale).text)).size).toBe(4);
  });
});

describe('the settings of the mail', () => {
  const mail = { ORF_SMTP_URL: 'smtp://me:s3cret@mail.example:587', ORF_MAIL_FROM: 'returns@shop.example' };

  it('are off without a server, and on with one', () => {
    expect(readConfig({ ORF_MAIL_FROM: mail.ORF_MAIL_FROM }).mail).toBeUndefined();
    expect(readConfig(mail).mail).toMatchObject({ from: 'returns@shop.example', ratingUrl: undefined });
  });

  it.each([
    [{ ORF_SMTP_URL: 'http://me:s3cret@mail.example' }, /ORF_SMTP_URL/],
    [{ ORF_SMTP_URL: 'smtp://' }, /ORF_SMTP_URL/],
    [{ ORF_MAIL_FROM: '' }, /ORF_MAIL_FROM/],
    [{ ORF_MAIL_FROM: 'a@b.example\r\nBcc: c@d.example' }, /ORF_MAIL_FROM/],
    [{ ORF_RATING_URL: 'https://shop.example/rate' }, /ORF_RATING_URL.*\{token\}/],
    [{ ORF_RATING_URL: 'javascript:{token}' }, /ORF_RATING_URL/],
    [{ ORF_MAIL_LOCALE: 'xx' }, /ORF_MAIL_LOCALE.*"xx"/],
    [{ ORF_MAIL_LOCALE: 'en, nl' }, /ORF_MAIL_LOCALE.*NL=nl/],
    [{ ORF_MAIL_LOCALE: 'en, NL=xx' }, /ORF_MAIL_LOCALE.*"xx"/],
  ])('%j are refused by name, without a password', (wrong, text) => {
    const read = () => readConfig({ ...mail, ...wrong });
    expect(read).toThrow(text);
    expect(read).not.toThrow(/s3cret/);
  });
});
