/**
 * Who may import whom: schemas <- executor <- server/canvas <- services <- tools <- server/mcp <- server/main.
 * Nothing imports upwards, there are no cycles, and the MCP SDK is known in one folder only.
 */
const above = {
  schemas: '^(figma-bridge-plugin|server|tools)/',
  executor: '^(server|tools)/|^figma-bridge-plugin/(?!executor/)',
  headless: '^(tools|figma-bridge-plugin)/|^server/(?!headless/|files/)',
  canvas: '^tools/|^server/(?!canvas/|headless/|files/)',
  services: '^tools/|^server/(mcp/|main\\.ts)',
};
const services =
  '^server/(adapt|assets|board|brand|bridge|bundles|composition|concepts|config|costs|critic|design|drafts|generation|knowledge|library|pipeline|placement|quality|script|session|sqlite|telemetry|templates|typography)/';
const tests = '\\.test\\.ts$|/testing/|^tests/';

module.exports = {
  forbidden: [
    // Types may refer to one another: nothing of that remains at run time.
    {
      name: 'no-cycles',
      severity: 'error',
      from: { pathNot: tests },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'schemas-are-the-ground-floor',
      severity: 'error',
      from: { path: '^schemas/', pathNot: tests },
      to: { path: above.schemas },
    },
    {
      name: 'files-know-nothing-of-us',
      severity: 'error',
      from: { path: '^server/files/', pathNot: tests },
      to: { path: '^(schemas|figma-bridge-plugin|tools)/|^server/(?!files/)' },
    },
    {
      name: 'executor-knows-only-schemas',
      severity: 'error',
      from: { path: '^figma-bridge-plugin/executor/', pathNot: tests },
      to: { path: `${above.executor}|^node:` },
    },
    {
      name: 'headless-stands-alone',
      severity: 'error',
      from: { path: '^server/headless/', pathNot: tests },
      to: { path: above.headless },
    },
    {
      name: 'canvas-below-services',
      severity: 'error',
      from: { path: '^server/canvas/', pathNot: `${tests}|figma-canvas` },
      to: { path: above.canvas },
    },
    {
      name: 'services-below-tools',
      severity: 'error',
      from: { path: services, pathNot: tests },
      to: { path: above.services },
    },
    {
      name: 'tools-below-mcp',
      severity: 'error',
      from: { path: '^tools/', pathNot: tests },
      to: { path: '^server/(mcp/|main\\.ts|headless/|bridge/)|^figma-bridge-plugin/' },
    },
    {
      name: 'one-folder-knows-the-sdk',
      severity: 'error',
      from: { path: '^(schemas|figma-bridge-plugin|tools|server)/', pathNot: `^server/mcp/|${tests}` },
      to: { path: '@modelcontextprotocol/sdk' },
    },
    {
      name: 'tools-see-no-driver',
      severity: 'error',
      from: { path: '^tools/' },
      to: { path: 'node_modules/(ws|better-sqlite3)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
