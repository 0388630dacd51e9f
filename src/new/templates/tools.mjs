// What this server offers. Add a tool to the list: serve.mjs needs no change. Then type: npm run tools -- __NAME__

export const TOOLS = [
  {
    name: 'count_words',
    description: 'Counts the words, lines and characters of a text.',
    inputSchema: {
      type: 'object',
      properties: { text: { type: 'string', description: 'The text to count.' } },
      required: ['text'],
    },
    annotations: { readOnlyHint: true },
    // Gets the arguments; what it returns is the answer, and what it throws is told to Claude.
    run({ text }) {
      const words = text.split(/\s+/).filter(Boolean).length;
      return `${words} words, ${text.split('\n').length} lines, ${[...text].length} characters`;
    },
  },
];

// Each has "uri", "name", "description", "mimeType", and run(), which returns its text.
export const RESOURCES = [];

// Each has "name", "description", "arguments" (a list of { name, description, required }), and run(arguments), which returns the text.
export const PROMPTS = [];
