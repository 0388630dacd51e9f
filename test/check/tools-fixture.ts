/** Files of a plugin whose server "greetings" offers some lists; `more` replaces fields of the server in `tools.json`. */
export function offering(tools: unknown, more: object = {}): Record<string, string> {
  const offers = { files: '0'.repeat(64), protocolVersion: '2025-11-25', tools };
  const lists = { resources: [], resourceTemplates: [], prompts: [] };
  return {
    '.mcp.json': JSON.stringify({ mcpServers: { greetings: { command: 'greet' } } }),
    'tools.json': JSON.stringify({ servers: { greetings: { ...offers, ...lists, ...more } } }, null, 2),
  };
}

/** A tool as a server describes it. */
export const aTool = (more: object = {}) => ({
  name: 'greet',
  description: 'Greets.',
  inputSchema: { type: 'object' },
  ...more,
});
