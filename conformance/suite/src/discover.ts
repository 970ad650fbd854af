import type { Contract } from './contract/contract.ts';
import { isObject, type JsonObject } from './contract/documents.ts';
import { isFailure, textOf } from './driver/step.ts';
import { sendOverHttp, type Target } from './driver/wire.ts';

/** The run cannot begin: what is wrong with the server or the way to it, in words. */
export class CannotBegin extends Error {
  override readonly name = 'CannotBegin';
}

const PATH = '/.well-known/open-return-forwarding';

/** Reads the discovery document: without it nothing is known of the server. Throws CannotBegin, saying what to do. */
export async function discover(target: Target, contract: Contract): Promise<JsonObject> {
  const request = { method: 'GET', path: PATH, credential: 'none', headers: { accept: '*/*' } } as const;
  const outcome = await sendOverHttp(target, request, undefined);
  if (isFailure(outcome)) {
    throw new CannotBegin(
      `${target.url} cannot be reached: ${outcome.detail}. Check the URL, and that the server runs.`,
    );
  }
  const shown = `GET ${target.url}${PATH} answered ${outcome.status}`;
  if (outcome.status !== 200)
    throw new CannotBegin(`${shown}; a server answers 200 with its discovery document there.`);
  const document = parsed(textOf(outcome.body));
  if (!isObject(document)) {
    const type = outcome.headers['content-type'] ?? 'no content type';
    throw new CannotBegin(`${shown} with ${type} that is no JSON object. Is this the base URL of the API?`);
  }
  const [fault] = contract.schema('Discovery')(document);
  if (fault !== undefined) {
    throw new CannotBegin(
      `${shown}, but the document is not a discovery document: at ${fault.pointer || '/'}, ${fault.expected}.`,
    );
  }
  return document;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
