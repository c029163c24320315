/**
 * Who may import whom, executable. The reasons are in docs/architecture.md.
 *
 * `values` are the only places of this repository that a room may import from beside itself;
 * `types` may be imported with `import type` in addition, which leaves no trace at run time.
 */
const CONTRACT = '^collector/contract/';
const MODEL = '^collector/model/';
/** What a store promises: every file beside the door. */
const STORE_INTERFACE = '^collector/store/(?:registry/[^/]+|(?!index[.]ts)[^/]+)[.]ts$';
const INGEST = '^collector/ingest/';
const QUERY = '^collector/query/';
const ACCOUNT = '^collector/account/';
const HTTP = '^collector/http/';
const SQLITE = '^collector/store/sqlite/';
/** Where the rooms meet what is kept: it alone says which engine holds it. */
const DOOR = '^collector/store/index[.]ts$';
const DASHBOARD = '^collector/dashboard/';
const BUILD = '^collector/build/';
const CONFIG = '^collector/config[.]ts$';
const MAIN = '^collector/main[.]ts$';
const FIRST_SIGNAL = '^collector/first-signal[.]ts$';
/** The write house without HTTP. */
const LOADING = '^collector/loading[.]ts$';
/** Files that wire rooms together, the threads' entries among them. */
const WIRING = '^collector/(?:threads/)?[^/]+[.]ts$';
const SNIPPET = '^snippet/';

const rooms = [
  { name: 'contract', path: CONTRACT, values: [], types: [] },
  { name: 'model', path: MODEL, values: [CONTRACT], types: [] },
  { name: 'store', path: STORE_INTERFACE, values: [MODEL, CONTRACT], types: [] },
  { name: 'store/sqlite', path: SQLITE, values: [MODEL, CONTRACT, STORE_INTERFACE], types: [] },
  { name: 'ingest', path: INGEST, values: [MODEL, CONTRACT], types: [STORE_INTERFACE] },
  { name: 'query', path: QUERY, values: [MODEL, CONTRACT], types: [STORE_INTERFACE] },
  { name: 'account', path: ACCOUNT, values: [MODEL, CONTRACT], types: [STORE_INTERFACE] },
  {
    name: 'http',
    path: HTTP,
    values: [MODEL, CONTRACT, STORE_INTERFACE, INGEST, QUERY, ACCOUNT],
    types: [CONFIG],
  },
  // A customer of the public JSON like any other: of the collector it knows the contract's words and shapes.
  {
    name: 'dashboard',
    path: DASHBOARD,
    values: ['^collector/contract/(?:vocabulary|dimensions|limits|grammar)[.]ts$'],
    types: [CONTRACT],
  },
  { name: 'build', path: BUILD, values: [], types: [] },
  { name: 'config', path: CONFIG, values: [], types: [] },
  { name: 'snippet', path: SNIPPET, values: ['^collector/contract/(?:limits|secrets)[.]ts$'], types: [CONTRACT] },
  {
    name: 'demo-site',
    path: '^demo-site/',
    values: [MAIN, LOADING, FIRST_SIGNAL, CONFIG, ACCOUNT, MODEL, CONTRACT],
    types: [STORE_INTERFACE],
  },
  // Any store: it asks through the door and looks at nothing behind it. test/store/<engine> hands it one.
  {
    name: 'test/store/suite',
    path: '^test/store/suite/',
    values: [
      MODEL,
      CONTRACT,
      ACCOUNT,
      QUERY,
      '^test/store/identifies[.]ts$',
      '^test/reference/persons[.]ts$',
      '^test/support/(?:made-up|soon|temporary-dir)[.]ts$',
    ],
    types: [DOOR, STORE_INTERFACE],
  },
  // A pure function of its options; how it is loaded is the business of demo-site/seed.
  { name: 'demo-site/traffic', path: '^demo-site/traffic/', values: [], types: [CONTRACT] },
];

const OURS = '^(?:collector|snippet|demo-site|test)/';
const TYPE_ONLY = ['type-only'];

/** A room's two fences: nothing beyond `values` and `types`, and `types` for types alone. */
const fences = (room) => [
  {
    name: `${room.name}: outside its walls`,
    comment: `${room.name} may import ${[...room.values, ...room.types].join(', ') || 'nothing of this repository'}`,
    severity: 'error',
    from: { path: room.path },
    to: { path: OURS, pathNot: [room.path, ...room.values, ...room.types] },
  },
  ...(room.types.length === 0
    ? []
    : [
        {
          name: `${room.name}: types only`,
          comment: `${room.name} may import these with "import type" only: ${room.types.join(', ')}`,
          severity: 'error',
          from: { path: room.path },
          to: { path: room.types, pathNot: [room.path, ...room.values], dependencyTypesNot: TYPE_ONLY },
        },
      ]),
];

const packagesOf = (list) => `(?:^|/)node_modules/(?:@types/)?(?:${list.join('|')})/`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...rooms.flatMap(fences),
    {
      name: 'contract: zod alone',
      comment: 'The contract is shared with browsers and with other people’s servers.',
      severity: 'error',
      from: { path: CONTRACT },
      to: { path: '.', pathNot: [CONTRACT, packagesOf(['zod'])] },
    },
    {
      name: 'model: no packages but lists of facts',
      severity: 'error',
      from: { path: MODEL },
      to: { path: 'node_modules/', pathNot: packagesOf(['currency-codes', 'countries-list']) },
    },
    {
      name: 'snippet: no packages',
      comment: 'Every byte is downloaded by every visitor; nothing of Node exists there.',
      severity: 'error',
      from: { path: SNIPPET },
      to: { path: '.', pathNot: OURS },
    },
    {
      name: 'koa: in http alone',
      severity: 'error',
      from: { path: OURS, pathNot: [HTTP, '^test/'] },
      to: { path: packagesOf(['koa', '@koa/router']) },
    },
    {
      name: 'engines: behind the door alone',
      comment: 'The commands and the wiring open a store; which engine holds it is said in collector/store/index.ts.',
      severity: 'error',
      from: { path: OURS, pathNot: [SQLITE, DOOR, '^test/'] },
      to: { path: SQLITE },
    },
    {
      name: 'drivers: in store/sqlite alone',
      severity: 'error',
      from: { path: OURS, pathNot: [SQLITE, '^test/(?!store/suite/)'] },
      to: { path: packagesOf(['better-sqlite3']) },
    },
    {
      name: 'main and cli: imported by nothing',
      comment:
        'They wire the rooms together. The operator’s commands and the demo start main; nothing starts the commands.',
      severity: 'error',
      from: { path: OURS, pathNot: ['^collector/cli/', '^demo-site/', '^test/'] },
      to: { path: [MAIN, '^collector/cli/'] },
    },
    {
      name: 'wiring: imported by the wiring alone',
      severity: 'error',
      from: { path: '^collector/[^/]+/', pathNot: ['^collector/cli/', WIRING] },
      to: { path: WIRING, pathNot: CONFIG },
    },
    {
      name: 'test: imported by nothing',
      severity: 'error',
      from: { path: OURS, pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'capture: one at a time',
      comment: 'An automatic event knows neither its neighbours nor how it travels; what some share is interaction.ts.',
      severity: 'error',
      from: { path: '^snippet/capture/' },
      to: { path: '^snippet/(?:capture/|queue[.]ts$|transport[.]ts$)', pathNot: '^snippet/capture/interaction[.]ts$' },
    },
    {
      name: 'no circles',
      comment: 'Not even of types: what two files need of each other is a third one’s subject.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing unresolved',
      severity: 'error',
      from: {},
      // The build writes the address of the map.
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
    {
      name: 'development packages stay out of the product',
      severity: 'error',
      // The dashboard's are bundled into its files, and the build runs before there is a product.
      from: { path: '^collector/', pathNot: [DASHBOARD, BUILD] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: TYPE_ONLY },
    },
  ],
  options: {
    // "specify" tells an `import type` from an import, which is what half of the table is about.
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.mts', '.d.ts', '.mjs', '.js', '.json'],
    },
  },
};
