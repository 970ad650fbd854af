// Who may import whom. A rule names everything that its folder may reach; the comment says why.

const protocol = '^packages/protocol/src/index\\.ts$';
const testControl = '^packages/protocol/src/test-control\\.ts$';
const core = '^packages/core/src/index\\.ts$';
const server = '^packages/server/src';
const ports = `${server}/((record-|webhook-|carrier-|notification-|statistics-|candidate-)?ports?|stored|services|webhook-schedule|faults|store-faults)\\.ts$`;
const npm = (...names) => `node_modules/(${names.join('|')})/`;
const node = (...names) => `^(node:)?(${names.join('|')})$`;

/** Files under `from` import themselves and `allowed`, and nothing else. */
const only = (name, { from, reason, allowed }) => ({
  name,
  comment: reason,
  severity: 'error',
  from: { path: from },
  to: { pathNot: [from, ...allowed] },
});

const packages = [
  only('core-is-pure', {
    from: '^packages/core/src/',
    reason:
      'The rules are pure and synchronous: they know the words of the contract, no file, clock or network.',
    allowed: [protocol],
  }),
  only('codegen-knows-only-tools', {
    from: '^packages/codegen/src/',
    reason: 'The generator reads the contract as files; importing what it generates would be a circle.',
    allowed: [npm('.*'), node('.*')],
  }),
  only('protocol-stands-alone', {
    from: '^packages/protocol/src/(?!hono/)',
    reason: 'A client in a browser uses the protocol: no framework, no rules, no server behind it.',
    allowed: [],
  }),
  only('hono-stays-in-protocol-hono', {
    from: '^packages/protocol/src/hono/',
    reason: 'The web framework can be replaced as long as one folder knows it.',
    allowed: ['^packages/protocol/src/', npm('hono')],
  }),
  only('reference-renders-the-contract', {
    from: '^packages/reference/src/',
    reason: 'Pages are made from what is published: the contract as data, no rule and no server behind it.',
    allowed: [protocol, npm('marked', 'yaml'), node('crypto', 'fs', 'module', 'path', 'path/posix', 'url')],
  }),
  only('client-knows-only-the-protocol', {
    from: '^packages/client/src/',
    reason: 'Integrators install the client alone, in Node and in browsers.',
    allowed: [protocol, testControl, '^packages/protocol/src/validators\\.ts$', npm('openapi-fetch')],
  }),
  only('the-market-is-played-by-the-rules', {
    from: '^packages/simulator/src/market/',
    reason:
      'A simulated market decides with the same pure rules as a server; what it draws comes from its seed alone.',
    allowed: [core, protocol],
  }),
  only('a-forecast-needs-no-server', {
    from: '^packages/simulator/src/(?!market/)',
    reason: 'A retailer runs it on files of his own, with nothing installed beside the rules.',
    allowed: [
      core,
      protocol,
      '^packages/protocol/src/(validators|policy-presets)\\.ts$',
      '^packages/protocol/src/generated/openapi\\.json$',
      '^packages/simulator/src/',
      npm('yaml'),
      node('fs', 'fs/promises', 'os', 'path', 'process', 'stream', 'url', 'util', 'worker_threads'),
    ],
  }),
  only('intake-knows-no-rule', {
    from: '^packages/simulator/src/intake/',
    reason: 'Reading a file is the same whatever is made of it.',
    allowed: [npm('yaml'), node('fs/promises')],
  }),
];

const insideTheServer = [
  only('decisions-know-no-edge', {
    from: `${server}/(operations|casework|scenarios|report)/`,
    reason:
      'An operation loads, asks the rules and saves: it names ports, never HTTP, a database or a carrier.',
    allowed: [core, protocol, testControl, ports, `${server}/(policy|markets|sandbox)\\.ts$`, node('crypto')],
  }),
  only('casework-is-below-operations', {
    from: `${server}/casework/`,
    reason: 'Loading and saving a case serves every operation, and so depends on none.',
    allowed: [core, protocol, testControl, ports, `${server}/sandbox\\.ts$`, node('crypto')],
  }),
  only('background-works-through-ports', {
    from: `${server}/background/`,
    reason: 'A deadline is met as a request is: by the same rules, through the same ports, with no HTTP.',
    allowed: [core, protocol, ports, `${server}/casework/`, npm('pino')],
  }),
  only('http-knows-no-adapter', {
    from: `${server}/http/`,
    reason:
      'HTTP turns a request into a call and a fault into a problem; what is behind a port is not its business.',
    allowed: [
      core,
      '^packages/protocol/src/(index|hono/app)\\.ts$',
      ports,
      `${server}/casework/`,
      `${server}/(sandbox|ids)\\.ts$`,
      npm('hono'),
      node('crypto', 'stream'),
    ],
  }),
  only('docs-know-no-business', {
    from: `${server}/docs/`,
    reason: 'The documentation stands in front of the protocol and must never get in its way.',
    allowed: ['^packages/reference/src/index\\.ts$', npm('hono'), node('crypto', 'zlib')],
  }),
  only('storage-knows-only-its-port', {
    from: `${server}/storage/`,
    reason:
      'A second engine has to fit without a change to the rules, so storage sees records, not decisions.',
    allowed: [
      protocol,
      ports,
      npm('kysely', 'better-sqlite3', '@types/better-sqlite3'),
      node('crypto', 'fs'),
    ],
  }),
  only('carriers-know-only-their-port', {
    from: `${server}/carriers/`,
    reason: 'A carrier module gets a shipment and gives a label; it sees no return, order or database.',
    allowed: [
      protocol,
      `${server}/carrier-port\\.ts$`,
      npm('bwip-js', 'pdfkit', '@types/pdfkit', '@resvg/resvg-js'),
      node('crypto', 'module'),
    ],
  }),
  only('delivery-knows-only-its-port', {
    from: `${server}/delivery/`,
    reason:
      'Only this folder talks to addresses that strangers chose; it sees events and endpoints, no case.',
    allowed: [
      protocol,
      ports,
      npm('ipaddr\\.js', 'pino'),
      node('crypto', 'dns', 'dns/promises', 'http', 'net', 'tls', 'stream', 'timers/promises'),
    ],
  }),
  only('notifications-work-through-ports', {
    from: `${server}/notifications/`,
    reason: 'A message says what the records say, as the rules explain them; only its last step knows SMTP.',
    allowed: [core, protocol, ports, `${server}/casework/`, npm('nodemailer', 'pino'), node('crypto')],
  }),
  only('exports-are-made-of-settlements', {
    from: `${server}/export/`,
    reason:
      'An export has to come out the same from any server: it knows the contract and the ledger’s port.',
    allowed: [protocol, `${server}/(ports|stored)\\.ts$`],
  }),
  {
    name: 'one-file-picks-adapters',
    comment:
      'Which store, carriers and network there are is decided in compose.ts and compose-webhooks.ts, and nowhere else.',
    severity: 'error',
    from: {
      path: '^packages/server/',
      pathNot: [
        `${server}/(compose|compose-webhooks)\\.ts$`,
        `${server}/(storage|carriers|delivery)/`,
        '/test/',
      ],
    },
    to: { path: `${server}/(storage|carriers|delivery)/` },
  },
  {
    name: 'nothing-imports-the-command-line',
    comment: 'Commands stand on top: only main.ts starts them.',
    severity: 'error',
    from: { pathNot: [`${server}/(cli/|main\\.ts$)`, '/test/'] },
    to: { path: `${server}/(cli/|main\\.ts$)` },
  },
];

const everywhere = [
  {
    name: 'examples-use-public-names',
    comment: 'Examples are what a newcomer copies: they import packages as their users do.',
    severity: 'error',
    from: { path: '^(examples|conformance/proof)/' },
    to: { path: '^packages/', dependencyTypes: ['local'] },
  },
  only('the-suite-is-a-black-box', {
    from: '^conformance/suite/',
    reason: 'The suite certifies anybody: it knows the standard as files, and none of our code.',
    allowed: ['^spec/', npm('.*'), node('.*')],
  }),
  {
    name: 'packages-by-their-front-door',
    comment: 'Other packages are imported by name, so that what a package exports is what others use.',
    severity: 'error',
    // The golden output is compiled where the protocol package would be.
    from: { path: '^packages/([^/]+)/', pathNot: '^packages/codegen/test/operation-info\\.ts$' },
    to: { path: '^packages/', pathNot: '^packages/$1/', dependencyTypes: ['local'] },
  },
  {
    name: 'no-cycles',
    comment: 'In a circle no file can be understood, tested or moved alone.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'everything-resolves',
    comment: 'An import that cannot be found breaks where it is first run.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'only-declared-dependencies',
    comment: 'A package that its package.json does not name is there by luck.',
    severity: 'error',
    from: { path: '^(packages|examples|conformance)/', pathNot: '/test/' },
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
];

export default {
  forbidden: [...packages, ...insideTheServer, ...everywhere],
  options: {
    doNotFollow: { path: 'node_modules' },
    // What the vendor's example imports is generated where it is used.
    exclude: {
      path: ['/test/(golden|fixtures)/', '^packages/[^/]+/dist/', '\\.d\\.ts$', '^examples/vendor/'],
    },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
    combinedDependencies: true,
  },
};
