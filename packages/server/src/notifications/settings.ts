import { type Languages, readLanguages } from './locales.ts';
import { isPlainAddress } from './text.ts';

/** How consumers are written to. */
export interface MailSettings {
  readonly smtpUrl: string;
  readonly from: string;
  /** The page on which buyers rate, with `{token}` in it. */
  readonly ratingUrl: string | undefined;
  readonly languages: Languages;
}

/** A setting of the mail that cannot be used, by its name; the message never repeats a URL, which may hold a password. */
export class MailSettingInvalid extends Error {
  override readonly name = 'MailSettingInvalid';
}

type MailSettingName = 'ORF_SMTP_URL' | 'ORF_MAIL_FROM' | 'ORF_RATING_URL' | 'ORF_MAIL_LOCALE';

/** Undefined without a mail server: then nobody is written to. Throws MailSettingInvalid. */
export function readMailSettings(read: (name: MailSettingName) => string): MailSettings | undefined {
  const smtpUrl = read('ORF_SMTP_URL');
  const languages = languagesOf(read('ORF_MAIL_LOCALE'));
  const ratingUrl = ratingUrlOf(read('ORF_RATING_URL'));
  const from = read('ORF_MAIL_FROM');
  if (smtpUrl === '') return undefined;
  if (!/^smtps?:\/\/[^/]/.test(smtpUrl) || !URL.canParse(smtpUrl)) {
    throw new MailSettingInvalid('ORF_SMTP_URL has to be a URL that begins with smtp:// or smtps://.');
  }
  if (!isPlainAddress(from)) {
    throw new MailSettingInvalid(
      `ORF_MAIL_FROM is "${from}"; with ORF_SMTP_URL it has to be an address, such as returns@shop.example.`,
    );
  }
  return { smtpUrl, from, ratingUrl, languages };
}

function ratingUrlOf(text: string): string | undefined {
  if (text === '') return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!/^https?:$/.test(url?.protocol ?? '') || !text.includes('{token}')) {
    throw new MailSettingInvalid(
      'ORF_RATING_URL has to be the URL of a page, with {token} where the token belongs.',
    );
  }
  return text;
}

function languagesOf(text: string): Languages {
  try {
    return readLanguages(text);
  } catch (error) {
    throw new MailSettingInvalid(`ORF_MAIL_LOCALE: ${error instanceof Error ? error.message : error}.`);
  }
}
