import { optional, text } from './fields.ts';
import { defineKind } from './kind.ts';
import { offered } from './offered.ts';

export const mcpPrompt = defineKind({
  kind: 'mcp-prompt',
  component: {
    server: text('The MCP server that has the prompt.'),
    title: optional(text('What people call it.')),
  },
  find(reading, found) {
    for (const { called, ...prompt } of offered(reading, 'prompts')) found.component(prompt);
  },
});
