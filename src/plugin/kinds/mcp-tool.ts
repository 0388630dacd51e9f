import { optional, text } from './fields.ts';
import { defineKind } from './kind.ts';
import { offered } from './offered.ts';

export const mcpTool = defineKind({
  kind: 'mcp-tool',
  component: {
    server: text('The MCP server that has the tool.'),
    title: optional(text('What people call it.')),
  },
  find(reading, found) {
    for (const { called, ...tool } of offered(reading, 'tools')) found.component(tool);
  },
});
