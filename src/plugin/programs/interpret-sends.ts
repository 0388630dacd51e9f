import type { Flow, Origins } from './interpret-flow.ts';
import type { Found } from './interpret-found.ts';
import { hostsOf } from './interpret-hosts.ts';
import { placesOf } from './interpret-places.ts';
import { isSecretName } from './interpret-secrets.ts';
import type { Step } from './step.ts';
import { textsOf } from './value.ts';

type Sends = Extract<Found['acts'][number], { kind: 'sends-data' }>;
type Sent = Sends['what'];

/** Requests of one program whose data is followed. */
const mostRequests = 300;

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?|0\.0\.0\.0)(?::|$)/;

/** Places of one program where the same is sent to the same that are told. */
const mostPlaces = 3;

/** Data that leaves the machine, and what it is. */
export function findSends(found: Found, flow: Flow): void {
  const places = new Map<string, number>();
  for (const { line, ...act } of sendsOf(found, flow)) {
    const key = JSON.stringify(act);
    const before = places.get(key) ?? 0;
    places.set(key, before + 1);
    if (before < mostPlaces) found.acts.push({ ...act, line });
  }
}

function sendsOf(found: Found, flow: Flow): Sends[] {
  const sends = new Map<string, Sends>();
  const add = (act: Sends) => sends.set(JSON.stringify(act), act);
  let left = mostRequests;
  for (const step of found.steps) {
    if ((step.step !== 'request' && step.step !== 'service') || left-- <= 0) continue;
    if (step.step === 'service') {
      if (step.sent.length === 0) continue;
      const what = kindOf(flow.originsOf(step.sent)) ?? 'data';
      const [host] = step.hosts;
      const by = step.service === 'e-mail' ? 'program' : 'service';
      add({
        kind: 'sends-data',
        what,
        service: step.service,
        ...(host === undefined ? {} : { host }),
        by,
        line: step.line,
      });
      continue;
    }
    const what = sentBy(step, flow);
    if (what === undefined) continue;
    const all = hostsOf(step.address).map(({ host }) => host);
    const hosts = all.filter((host) => !loopback.test(host));
    // What goes to another program of the same machine does not leave it.
    if (all.length > hosts.length && hosts.length === 0) continue;
    for (const host of hosts.length === 0 ? [undefined] : hosts.slice(0, 8))
      add({
        kind: 'sends-data',
        what,
        ...(host === undefined ? {} : { host }),
        by: step.by,
        line: step.line,
      });
  }
  return [...sends.values()];
}

/** What a request takes with it: its data, or what stands in its address. */
function sentBy({ sent, address, by }: Extract<Step, { step: 'request' }>, flow: Flow): Sent | undefined {
  const texts = textsOf(address).join(' ');
  if (sent.length > 0) {
    const what = kindOf(flow.originsOf(sent));
    return what ?? (telemetry.test(texts) ? 'telemetry' : 'data');
  }
  const inAddress = kindOf(flow.originsOf([address]));
  // A token in an address is how some services are told who calls.
  if (inAddress !== undefined && !(inAddress === 'secret' && by === 'request' && !/[?&]\S*$/.test(texts)))
    return inAddress;
  return telemetry.test(texts) && /[?&]/.test(texts) ? 'telemetry' : undefined;
}

const telemetry =
  /posthog|segment\.(?:io|com)|mixpanel|amplitude|sentry\.io|statsig|google-analytics|plausible|scarf\.sh|\/(?:telemetry|analytics|track|events?|metrics|ping|usage)\b|bugsnag|datadoghq|honeycomb|rudderstack|umami|matomo/i;

const conversational = /\btranscript_?path\b|last_assistant_message|\.claude\/(?:projects|history)/i;
const sessionFields =
  /(?:^|[."'])(?:tool_input|tool_response|tool_output|user_prompt|assistant_message)\b|^\.prompt\b/;
/** What a program reads from its caller: hooks are told of the session there. */
const isHookInput = /^(?:sys\.)?stdin$|hook_?(?:input|data|event)/i;
const projectCommands = /^(?:git)$/;

/** What data comes from, the most telling first. */
function kindOf({ values, steps }: Origins): Sent | undefined {
  const kinds = new Set<Sent>();
  const words = [...values].flatMap((value) =>
    value.kind === 'text' ? [value.text] : value.kind === 'name' ? [value.name] : [],
  );
  // Many programs call what they send to a model a prompt.
  if (words.includes('prompt') && words.some((word) => isHookInput.test(word))) kinds.add('conversation');
  for (const value of values) {
    if (value.kind === 'variable' && value.name === '*') kinds.add('environment');
    else if (value.kind === 'variable' && isSecretName(value.name)) kinds.add('secret');
    const text = value.kind === 'text' ? value.text : value.kind === 'name' ? value.name : '';
    if (conversational.test(text) || sessionFields.test(text)) kinds.add('conversation');
  }
  for (const step of steps) {
    if (step.step === 'keychain') kinds.add('secret');
    else if (step.step === 'variable')
      kinds.add(step.name === '*' ? 'environment' : isSecretName(step.name) ? 'secret' : 'data');
    else if (step.step === 'reads')
      for (const { secret, conversation, outside } of placesOf(step.path))
        kinds.add(secret ? 'secret' : conversation ? 'conversation' : outside ? 'file' : 'project');
    else if (step.step === 'command') {
      const [name = '', sub = ''] = step.command.words.slice(0, 2).map((word) => textsOf(word)[0] ?? '');
      if (
        projectCommands.test(name) &&
        /^(?:diff|show|log|format-patch|archive|bundle|ls-files|status)$/.test(sub)
      )
        kinds.add('project');
    }
  }
  const order = ['secret', 'environment', 'conversation', 'project', 'file', 'telemetry'] as const;
  return order.find((kind) => kinds.has(kind));
}
