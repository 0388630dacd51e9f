import { isObject, own } from '../values.ts';

/** Whether a value has the form that Claude Code asks of a field. */
type Form = (value: unknown) => boolean;

const isText: Form = (value) => typeof value === 'string';
const isFlag: Form = (value) => typeof value === 'boolean';
const isFilled: Form = (value) => typeof value === 'string' && value !== '';
const isDuration: Form = (value) => typeof value === 'number' && value > 0;
const isTexts: Form = (value) => Array.isArray(value) && value.every(isText);
const isTextMap: Form = (value) => isObject(value) && Object.values(value).every(isText);
const oneOf =
  (...values: string[]): Form =>
  (value) =>
    values.includes(value as string);

const common = { if: isText, timeout: isDuration, statusMessage: isText, once: isFlag };
const onFailure = oneOf('continue', 'block');

/** The optional fields of each type of hook: https://code.claude.com/docs/en/hooks#hook-handler-fields */
const optionalFields: Readonly<Record<string, Readonly<Record<string, Form>>>> = {
  command: {
    ...common,
    args: isTexts,
    shell: oneOf('bash', 'powershell'),
    onFailure,
    async: isFlag,
    asyncRewake: isFlag,
    holdsTools: isFlag,
    rewakeMessage: isFilled,
    rewakeSummary: isFilled,
  },
  http: { ...common, onFailure, headers: isTextMap, allowedEnvVars: isTexts },
  prompt: { ...common, model: isText, continueOnBlock: isFlag },
  agent: { ...common, model: isText },
  mcp_tool: { ...common, input: isObject },
};

/** Whether Claude Code loads a hook: one of whose fields it cannot read, it drops. */
export function isLoadedHook(hook: Record<string, unknown>): boolean {
  const type = own(hook, 'type');
  const fields = typeof type === 'string' ? own(optionalFields, type) : undefined;
  if (!isObject(fields)) return false;
  const address = own(hook, 'url');
  if (type === 'http' && !(typeof address === 'string' && URL.canParse(address))) return false;
  return Object.entries(fields as Record<string, Form>).every(([field, hasForm]) => {
    const value = own(hook, field);
    return value === undefined || hasForm(value);
  });
}
