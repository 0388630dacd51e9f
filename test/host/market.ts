// Marketplaces with plugins whose servers do what a test says.
import { join } from 'node:path';
import { writeFiles } from '../files.ts';

/** A tool of a test: what it declares, and a JavaScript function of its arguments that returns a result. */
type TestTool = { run: string; description?: string; inputSchema?: object; outputSchema?: object };

export type TestPlugin = {
  tools?: Readonly<Record<string, TestTool | string>>;
  prompts?: Readonly<Record<string, string>>;
  resources?: Readonly<Record<string, string>>;
  /** Added to `plugin.json`, `listing.json` and the server in `.mcp.json`. */
  manifest?: object;
  listing?: object;
  server?: object;
  /** Code before the server starts to answer. */
  setup?: string;
  /** The whole program, in place of one that answers. */
  program?: string;
  /** The whole `tools.json`; null for none. */
  toolsJson?: unknown;
};

const toolOf = (name: string, tool: TestTool | string) => {
  const {
    description = `Runs ${name}.`,
    inputSchema = { type: 'object' },
    outputSchema,
  } = typeof tool === 'string' ? {} : (tool as TestTool);
  return { name, description, inputSchema, ...(outputSchema === undefined ? {} : { outputSchema }) };
};

/** Writes a plugin with one stdio server that offers the tools. */
export function writePlugin(root: string, name: string, plugin: TestPlugin): string {
  const { tools = {}, prompts = {}, resources = {}, setup = '', toolsJson } = plugin;
  const offers = {
    tools: Object.entries(tools).map(([tool, spec]) => toolOf(tool, spec)),
    resources: Object.keys(resources).map((uri) => ({ uri, name: uri })),
    resourceTemplates: [],
    prompts: Object.keys(prompts).map((prompt) => ({ name: prompt })),
  };
  const runs = Object.entries(tools).map(
    ([tool, spec]) => `${JSON.stringify(tool)}: ${typeof spec === 'string' ? spec : spec.run}`,
  );
  const program =
    plugin.program ??
    `${setup}\nconst offers = ${JSON.stringify(offers)};\nconst runs = { ${runs.join(', ')} };\nconst prompts = ${JSON.stringify(prompts)};\nconst resources = ${JSON.stringify(resources)};\n${answering}`;
  const folder = join(root, 'plugins', name);
  writeFiles(folder, {
    '.claude-plugin/plugin.json': JSON.stringify({
      name,
      version: '1.0.0',
      description: 'A plugin of a test.',
      ...plugin.manifest,
    }),
    'listing.json': JSON.stringify({ category: 'testing', ...plugin.listing }),
    '.mcp.json': JSON.stringify({
      mcpServers: { main: { command: 'node', args: ['${CLAUDE_PLUGIN_ROOT}/server.mjs'], ...plugin.server } },
    }),
    'server.mjs': program,
    ...(toolsJson === null
      ? {}
      : {
          'tools.json': JSON.stringify(
            toolsJson ?? { servers: { main: { files: '', protocolVersion: '2025-11-25', ...offers } } },
          ),
        }),
  });
  return folder;
}

/** Answers the protocol by `offers`, `runs`, `prompts` and `resources`. */
const answering = `
const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\\n');
const text = (value) => ({ content: [{ type: 'text', text: String(value) }] });
const answers = {
  initialize: () => ({ protocolVersion: '2025-11-25', capabilities: { tools: {}, resources: {}, prompts: {} }, serverInfo: { name: 'test', version: '1.0.0' } }),
  ping: () => ({}),
  'tools/list': () => ({ tools: offers.tools }),
  'prompts/list': () => ({ prompts: offers.prompts }),
  'resources/list': () => ({ resources: offers.resources }),
  'resources/templates/list': () => ({ resourceTemplates: [] }),
  'prompts/get': ({ name }) => ({ messages: [{ role: 'user', content: { type: 'text', text: prompts[name] } }] }),
  'resources/read': ({ uri }) => ({ contents: [{ uri, text: resources[uri] }] }),
  'tools/call': async (params) => {
    const result = await runs[params.name](params.arguments ?? {}, params);
    return typeof result === 'string' || typeof result === 'number' ? text(result) : result;
  },
};
async function answer({ id, method, params }) {
  if (id === undefined) return;
  if (!answers[method]) return send({ id, error: { code: -32601, message: 'Unknown method' } });
  try {
    send({ id, result: await answers[method](params ?? {}) });
  } catch (error) {
    send({ id, error: { code: -32603, message: error.message } });
  }
}
let rest = '';
process.stdin.setEncoding('utf8').on('data', (chunk) => {
  const lines = (rest + chunk).split('\\n');
  rest = lines.pop();
  for (const line of lines) if (line.trim() !== '') void answer(JSON.parse(line));
}).on('end', () => process.exit(0));
`;

/** A \`marketplace.config.json\` with grants for plugins. */
export function writeConfig(root: string, grants: object = {}): void {
  writeFiles(root, {
    'marketplace.config.json': JSON.stringify({
      name: 'test',
      description: 'Plugins of a test.',
      owner: { name: 'Test' },
      repository: 'test/test',
      site: 'https://test.example/',
      categories: [{ id: 'testing', name: 'Testing', description: 'Tests.' }],
      host: { grants },
    }),
  });
}
