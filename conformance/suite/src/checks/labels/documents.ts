import { at, isObject } from '../../contract/documents.ts';
import { leakedWord } from '../../label/leaks.ts';
import { labelText } from '../../label/text.ts';
import type { Check } from '../../run/check.ts';
import { type Claim, fact } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import { BUYER, SENDER } from '../../stage/marks.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { fresh, matched } from '../../stage/stage.ts';

const SHIPPER = {
  name: 'Kruisbek Kleding',
  street: 'Pakhuisplein 77',
  postal_code: '5048 AC',
  city: 'Tilburg',
  country: 'NL',
};

const content = coreCheck({
  id: 'labels.content',
  title: 'Label documents name the retailer, and of the two consumers no more than is declared',
  requirements: ['ORF-LBL-002', 'ORF-LBL-003'],
  run: async (trial) => {
    await fresh(trial, { policy: { shipping: { return_address: SHIPPER } } });
    const { forward_id } = await matched(trial);
    const label = await trial.call('getLabel', { path: { forward_id } });
    const formats = at(label.json, '/formats');
    const texts: { text: string; reply: Reply }[] = [];
    for (const format of Array.isArray(formats) ? formats.map(String) : []) {
      if (format === 'png') continue;
      const reply = await trial.call('getLabelDocument', { path: { forward_id, format } });
      const text = labelText(reply);
      if (text !== undefined) texts.push({ text, reply });
    }
    trial.need('a label that can be read', {
      holds: texts.length > 0,
      expected: 'a document in ZPL, or in PDF with text in it',
      actual: `none among ${JSON.stringify(formats)}`,
    });
    for (const each of texts) {
      trial.judge('ORF-LBL-002', ...namesShipper(each));
      trial.judge('ORF-LBL-003', ...exposures(label, each));
    }
    trial.judge('ORF-LBL-003', ...exposures(label, { text: codesOf(label), reply: label }));
  },
});

interface Read {
  readonly text: string;
  readonly reply: Reply;
}

function namesShipper({ text, reply }: Read): Claim[] {
  const { name, street, postal_code: code, city } = SHIPPER;
  return [name, street, code, city].map((word) => {
    const holds = withoutSpace(text).includes(withoutSpace(word));
    return fact(`${word}, of the return address, on the label`, holds, { actual: text, reply });
  });
}

function withoutSpace(text: string): string {
  return text.replace(/\s/g, '');
}

/** Text may be broken into lines anywhere. A drop-off point may share town and postal code with the consumer; nothing else may. */
function exposures(label: Reply, { text, reply }: Read): Claim[] {
  const parties = [
    { member: 'recipient_exposure', person: BUYER },
    { member: 'sender_exposure', person: SENDER },
  ];
  return parties.flatMap(({ member, person }) => {
    const exposure = at(label.json, `/${member}`);
    if (exposure === 'printed') return [];
    const { postal_code: code, city, ...own } = person;
    const words = exposure === 'none' ? [...Object.values(own), code, city] : Object.values(own);
    const found = leakedWord(`${text}\n${withoutSpace(text)}`, words);
    return [
      fact(`no more than ${member} ${String(exposure)}`, found === undefined, { actual: found, reply }),
    ];
  });
}

/** What is printed in codes: the carrier's number and the code for the drop-off point. */
function codesOf({ json }: Reply): string {
  return isObject(json) ? `${String(json.tracking_number)} ${String(json.drop_off_code)}` : '';
}

export const checks: readonly Check[] = [content];
