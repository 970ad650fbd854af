import type { Mutant } from '../../mutant.ts';
import {
  type Answered,
  type Asked,
  instead,
  isMembers,
  type Members,
  onBody,
  onProblem,
  type Pass,
  problemAnswer,
  redirected,
  refusedAs,
  sentBody,
} from '../edge.ts';

/** The policy in force, as whoever asks may read it. */
function inForce(asked: Asked, pass: Pass): Promise<Answered> {
  return pass({ ...redirected({ ...asked, method: 'GET' }, '/v1/policy'), body: Buffer.alloc(0) });
}

function findingsOf(body: Members): Members[] {
  return body.findings as Members[];
}

/** A validation that says something else of the findings. */
function told(change: (findings: Members[]) => Members[]) {
  return onBody('validatePolicy', (body) => {
    const findings = change(findingsOf(body));
    return { ...body, findings, valid: !findings.some(({ severity }) => severity === 'error') };
  });
}

const OF_SHAPE = /^(value_|member_)/;

export const mutants: readonly Mutant[] = [
  {
    id: 'policy.version-rewritten',
    breaks: ['ORF-POL-001'],
    around: instead('getPolicyVersion', async (asked, pass) => {
      const answer = await pass();
      const now = await inForce(asked, pass);
      if (answer.status !== 200 || now.status !== 200) return answer;
      return { ...answer, body: { ...(answer.body as Members), offer: (now.body as Members).offer } };
    }),
  },
  {
    id: 'policy.merged',
    breaks: ['ORF-POL-002'],
    around: instead('updatePolicy', async (asked, pass) => {
      const now = await inForce(asked, pass);
      const sent = sentBody(asked);
      if (sent === undefined || now.status !== 200 || !isMembers(sent.wording)) return pass();
      const before = (now.body as Members).wording as Members;
      const body = Buffer.from(JSON.stringify({ ...sent, wording: { ...before, ...sent.wording } }));
      return pass({ ...asked, body });
    }),
  },
  {
    id: 'policy.no-event',
    breaks: ['ORF-POL-002'],
    around: onBody('listEvents', (body, { target }) =>
      target.includes('policy.updated') ? { ...body, items: [] } : body,
    ),
  },
  {
    id: 'policy.unseen-replaced',
    breaks: ['ORF-GEN-034', 'ORF-POL-003'],
    around: instead('updatePolicy', async (asked, pass) => {
      if ('if-match' in asked.headers) return pass();
      const { etag = '' } = (await inForce(asked, pass)).headers;
      return pass({ ...asked, headers: { ...asked.headers, 'if-match': etag } });
    }),
  },
  {
    id: 'policy.late-editor-wins',
    breaks: ['ORF-GEN-034', 'ORF-POL-003'],
    around: instead('updatePolicy', async (asked, pass) => {
      const answer = await pass();
      if (answer.status !== 412) return answer;
      const { etag = '' } = (await inForce(asked, pass)).headers;
      return pass({ ...asked, headers: { ...asked.headers, 'if-match': etag } });
    }),
  },
  {
    id: 'policy.finding-missed',
    breaks: ['ORF-POL-004'],
    around: told((findings) => findings.filter(({ code }) => code !== 'tax_rate_missing')),
  },
  {
    id: 'policy.warning-for-an-error',
    breaks: ['ORF-POL-004'],
    around: told((findings) =>
      findings.map((each) => (each.code === 'bracket_gap' ? { ...each, severity: 'warning' } : each)),
    ),
  },
  {
    id: 'policy.another-place',
    breaks: ['ORF-POL-004'],
    around: told((findings) =>
      findings.map((each) => (each.code === 'country_unknown' ? { ...each, pointer: '' } : each)),
    ),
  },
  {
    id: 'policy.finding-too-many',
    breaks: ['ORF-POL-004'],
    around: told((findings) => [
      ...findings,
      {
        code: 'season_margin_long',
        severity: 'warning',
        pointer: '/eligibility/season_margin_days',
        detail: 'It is long.',
        suggestion: 'Write less.',
      },
    ]),
  },
  {
    id: 'policy.shape-hides-conflicts',
    breaks: ['ORF-POL-005'],
    around: told((findings) => {
      const ofShape = findings.filter(({ code }) => OF_SHAPE.test(String(code)));
      return ofShape.length > 0 ? ofShape : findings;
    }),
  },
  {
    id: 'policy.conflict-without-places',
    breaks: ['ORF-POL-006'],
    around: onProblem('policy_conflict', (answer, { operation }) => {
      const { errors: _, ...body } = answer.body as Members;
      return operation === 'updatePolicy' ? { ...answer, body } : answer;
    }),
  },
  {
    id: 'policy.conflict-as-shape',
    breaks: ['ORF-POL-006'],
    around: refusedAs('policy_conflict', 'invalid_body', 'updatePolicy'),
  },
  {
    id: 'policy.warning-refused',
    breaks: ['ORF-POL-007'],
    around: instead('updatePolicy', async (asked, pass) => {
      const validation = await pass(redirected({ ...asked, method: 'POST' }, '/v1/policy/validate'));
      const findings = validation.status === 200 ? findingsOf(validation.body as Members) : [];
      const isWarned = findings.length > 0 && findings.every(({ severity }) => severity === 'warning');
      return isWarned ? problemAnswer('policy_conflict') : pass();
    }),
  },
  {
    id: 'policy.places-not-filled',
    breaks: ['ORF-POL-008'],
    around: onBody('explainReturn', (body) => ({
      ...body,
      lines: (body.lines as Members[]).map((line) =>
        String(line.text).startsWith('We look around')
          ? { ...line, text: 'We look around for {days}.' }
          : line,
      ),
    })),
  },
];
