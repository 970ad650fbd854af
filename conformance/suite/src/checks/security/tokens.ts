import type { Operation } from '../../contract/contract.ts';
import { at } from '../../contract/documents.ts';
import type { CredentialName } from '../../driver/step.ts';
import type { Check } from '../../run/check.ts';
import { type Claim, fact, header, problem, same, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { everything, type Ids, offered, ordinaryCall, parametersOf } from '../../stage/everything.ts';
import { acceptingOrder, eligibleReturn } from '../../stage/messages.ts';
import { delivered } from '../../stage/parcels.ts';
import { fresh, listedReturn } from '../../stage/stage.ts';

/** Operations that a retailer's token opens. */
function guarded(trial: Trial): Operation[] {
  return offered(trial).filter(({ isPublic, id }) => !isPublic && id !== 'redeemRating');
}

/** Ids that nobody has, for every path parameter. */
function nobodys(trial: Trial): Ids {
  const names = new Set(offered(trial).flatMap(parametersOf));
  const ids = [...names].map((name) => [name, 'nobody-has-this'] as const);
  return { ...Object.fromEntries(ids), version: '999999', format: 'pdf', code: 'not_found' };
}

interface Round {
  readonly operations: readonly Operation[];
  readonly ids: Ids;
  readonly credential: CredentialName;
}

/** Calls operations at once, and pairs them with what they answer. */
async function called(trial: Trial, { operations, ids, credential }: Round): Promise<[Operation, Reply][]> {
  const replies = await trial.race(
    operations.map((operation) =>
      trial.request(operation.id, { ...ordinaryCall(operation, ids), credential }),
    ),
  );
  return operations.map((operation, index) => [operation, replies[index] as Reply]);
}

const unauthorized: Check = {
  id: 'security.tokens.missing',
  title: 'Without a token that is known every operation is closed, with the way to open it',
  profile: 'core',
  requirements: ['ORF-SEC-001'],
  needs: ['credential:all_scopes'],
  run: async (trial) => {
    const operations = offered(trial).filter(({ isPublic }) => !isPublic);
    const ids = nobodys(trial);
    for (const credential of ['none', 'unknown'] as const) {
      for (const [, reply] of await called(trial, { operations, ids, credential })) {
        trial.judge(
          'ORF-SEC-001',
          problem(reply, 'unauthorized', 401),
          header(reply, 'WWW-Authenticate', /^Bearer\b/i),
        );
      }
    }
    const request = trial.request('listReturns', { credential: 'none' });
    for (const authorization of ['Basic b3JmOm9yZg==', 'Bearer', 'Bearer ', 'orf']) {
      const reply = await trial.send({ ...request, headers: { ...request.headers, authorization } });
      trial.judge('ORF-SEC-001', problem(reply, 'unauthorized', 401));
    }
    trial.judge('ORF-SEC-001', status(await trial.call('listReturns'), 200));
  },
};

/** A token that has every scope but those of one kind, and what it lacks. */
function scopes(credential: 'read_only' | 'write_only', lacking: string): Check {
  return {
    id: `security.scopes.${credential.replace('_', '-')}`,
    title: `A token without the scopes that end in ${lacking} opens no operation that asks for one`,
    profile: 'core',
    requirements: ['ORF-SEC-002'],
    needs: ['test_control', 'receiver', `credential:${credential}`],
    run: async (trial) => {
      const ids = await everything(trial);
      const operations = guarded(trial).filter((operation) =>
        operation.scopes.some((scope) => scope.endsWith(lacking)),
      );
      for (const [, reply] of await called(trial, { operations, ids, credential })) {
        trial.judge('ORF-SEC-002', problem(reply, 'missing_scope', 403));
      }
      const open = guarded(trial).filter(
        (operation) =>
          !operation.scopes.some((scope) => scope.endsWith(lacking)) && operation.method === 'GET',
      );
      for (const [operation, reply] of await called(trial, { operations: open, ids, credential })) {
        const isOpen = reply.status !== 403 && reply.status !== 401;
        trial.judge('ORF-SEC-002', fact(`${operation.id} is open`, isOpen, { actual: reply.status, reply }));
      }
    },
  };
}

/** An answer but for what names the request and the moment. */
function bare({ status: code, json, headers }: Reply): unknown {
  const { 'content-type': type, 'www-authenticate': challenge, etag, location } = headers;
  const { request_id: _, ...body } = (json ?? {}) as Record<string, unknown>;
  return { code, body, type, challenge, etag, location };
}

const unseen: Check = {
  id: 'security.tokens.before-objects',
  title: 'Who has no token or no scope is told the same of what exists and of what does not',
  profile: 'core',
  requirements: ['ORF-SEC-003'],
  needs: ['test_control', 'receiver', 'credential:read_only', 'credential:write_only'],
  run: async (trial) => {
    const ids = await everything(trial);
    const nothing = nobodys(trial);
    const named = guarded(trial).filter((operation) => parametersOf(operation).length > 0);
    for (const credential of ['none', 'unknown', 'read_only', 'write_only'] as const) {
      const operations = named.filter((operation) => isClosed(operation, credential));
      const existing = await called(trial, { operations, ids, credential });
      const missing = await called(trial, { operations, ids: nothing, credential });
      for (const [index, [operation, reply]] of existing.entries()) {
        const other = missing[index]?.[1];
        const claims = [
          status(reply, 401, 403),
          ...(other === undefined ? [] : [alike(operation, reply, other)]),
        ];
        trial.judge('ORF-SEC-003', ...claims);
      }
    }
  },
};

/** Whether a credential does not open an operation. */
function isClosed({ scopes: asked }: Operation, credential: CredentialName): boolean {
  if (credential === 'read_only') return asked.some((scope) => !scope.endsWith(':read'));
  if (credential === 'write_only') return asked.some((scope) => !scope.endsWith(':write'));
  return true;
}

function alike({ id }: Operation, reply: Reply, other: Reply): Claim {
  return { ...same(`${id} answers as for nothing`, bare(reply), bare(other)), step: reply.step };
}

const strangers: Check = {
  id: 'security.tenants.ids',
  title: 'To another retailer an object is as one that does not exist, for every operation that names one',
  profile: 'core',
  requirements: ['ORF-SEC-004'],
  needs: ['test_control', 'receiver', 'credential:other_retailer'],
  run: async (trial) => {
    const ids = await everything(trial);
    const before = await ownView(trial, ids);
    const operations = guarded(trial).filter((operation) =>
      parametersOf(operation).some((name) => name.endsWith('_id')),
    );
    const credential = 'other_retailer';
    const foreign = await called(trial, { operations, ids, credential });
    const missing = await called(trial, {
      operations,
      ids: { ...nobodys(trial), format: ids.format ?? '' },
      credential,
    });
    for (const [index, [operation, reply]] of foreign.entries()) {
      const other = missing[index]?.[1];
      const claims = [
        problem(reply, 'not_found', 404),
        ...(other === undefined ? [] : [alike(operation, reply, other)]),
      ];
      trial.judge('ORF-SEC-004', ...claims);
    }
    trial.judge('ORF-SEC-004', same('the objects as they were', await ownView(trial, ids), before));
    const isShown = before.every(([id]) => id !== undefined);
    trial.judge('ORF-SEC-004', fact('the objects, to their own retailer', isShown, { actual: before }));
  },
};

const references: Check = {
  id: 'security.tenants.references',
  title: 'An object of another retailer cannot be named in a body, nor found in a list',
  profile: 'core',
  requirements: ['ORF-SEC-004'],
  needs: ['test_control', 'credential:other_retailer'],
  run: async (trial) => {
    await fresh(trial);
    const credential = 'other_retailer';
    const { id, listing_id } = await listedReturn(trial);
    const { forward_id } = await delivered(trial, {
      return: { product: { sku: 'COAT-1' } },
      order: { sku: 'COAT-1' },
    });
    const orderOf = (listing: unknown) => acceptingOrder(trial, { listing_id: listing });
    const returnOf = (forward: string) => eligibleReturn(trial, { forwarded_from: forward });
    const pairs = [
      ['createOrder', orderOf(listing_id), orderOf('nobody-has-this')],
      ['createReturn', returnOf(forward_id), returnOf('nobody-has-this')],
    ] as const;
    for (const [operation, foreign, missing] of pairs) {
      const reply = await trial.call(operation, { body: foreign, credential });
      const other = await trial.call(operation, { body: missing, credential });
      const claim = same(`${operation} answers as for nothing`, bare(reply), bare(other));
      trial.judge('ORF-SEC-004', status(reply, 422), claim);
    }
    const lists = [
      ['listReturns', {}],
      ['listListings', {}],
      ['listEvents', { subject_id: String(id) }],
    ] as const;
    for (const [operation, query] of lists) {
      const reply = await trial.call(operation, { query: { ...query, limit: 200 }, credential });
      const shown = reply.text.includes(String(id)) || reply.text.includes(String(listing_id));
      trial.judge(
        'ORF-SEC-004',
        status(reply, 200),
        fact('nothing of others', !shown, { actual: reply.text }),
      );
    }
  },
};

/** What the retailer itself sees of its objects. */
async function ownView(trial: Trial, ids: Ids): Promise<unknown[][]> {
  const reads = ['getReturn', 'getOrder', 'getForward', 'getListing', 'getRefund', 'getDispute'] as const;
  const operations = reads.flatMap((id) => trial.around.contract.operations.get(id) ?? []);
  const read = await called(trial, { operations, ids, credential: 'all_scopes' });
  return read.map(([, { json }]) => [at(json, '/id'), at(json, '/status'), at(json, '/updated_at')]);
}

export const checks: readonly Check[] = [
  unauthorized,
  scopes('read_only', ':write'),
  scopes('write_only', ':read'),
  unseen,
  strangers,
  references,
];
