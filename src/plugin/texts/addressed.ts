/** What comments are for besides: licenses, tables of contents, marks of tools and editors, notes of authors to authors. */
const marks =
  /^\s*(?:toc\b|\/?(?:prettier|markdownlint|textlint|vale|eslint|biome|cspell|spell|doctoc|all-contributors|omit|more|start|end|begin|generated|auto-?generated|include|embed|prettier-ignore|lint|mdx|tabs?|badges?|region|endregion|SPDX|copyright|licen[cs]e|vim:|-\*-|#region|markdown-toc|docs?:|remark|alex|write-good|dprint|rumdl|panache|example)\b)|copyright|licensed under|all rights reserved/i;

/** What authors leave for one another. */
const notes = /\b(?:TODO|FIXME|XXX|copyright|licensed under)\b/i;

/** A reader that is a model. */
const model = /\b(?:AI|LLMs?|Claude|[Aa]ssistants?|(?:the|this|your) (?:model|agent)|GPT|Copilot|agents?)\b/;
const verbs =
  'ignore|disregard|include|send|post|upload|run|execute|read|write|append|add|fetch|curl|wget|forward|e-?mail|transmit|exfiltrate|report|remember|tell|copy|cat|print|delete|remove|install|download|save|call|invoke|use|open|replace|hide|skip|prefer|follow|respond|reply|answer|output|insert|collect|gather|encode|load|pretend|act|disable|enable|approve|accept|allow|bypass|set|grant|start|visit|submit|reveal';
const order = new RegExp(
  String.raw`\b(?:always|never|do not|don['’]t|must|should|make sure|ensure|instead|silently|secretly|without (?:asking|telling|mentioning)|${verbs})\b`,
  'i',
);
/** An order that begins a clause, as imperatives do. */
const imperative = (which: string) =>
  String.raw`(?:(?:^|[.:;,!?\n(—–*-])\s*(?:\d+\.\s*)?|\b(?:always|also|then|please|must|should|first|and|now|you|instead|immediately|silently|secretly|quietly)\s+)(?:${which})\b`;
const anyOrder = new RegExp(
  String.raw`${imperative(verbs)}|\b(?:always|never|do not|don['’]t|you must|must|make sure|ensure)\b`,
  'i',
);

/** Orders that make no sense between people. */
const strong = new RegExp(
  [
    String.raw`\b(?:ignore|disregard|forget|override) (?:(?:all|any|the|your|these|of) ){0,3}(?:previous|prior|above|earlier|preceding|other|existing|system) (?:\w+ )?(?:instructions?|rules?|prompts?|messages?|guidelines|directions|context)`,
    String.raw`\b(?:do not|don['’]t|never) (?:mention|tell|reveal|inform|show|disclose|report|notify|alert)\b[^.\n]{0,40}\b(?:users?|anyone|anybody|humans?|people|them|him|her|this (?:comment|note|instruction|step)|it)\b`,
    String.raw`\bwithout (?:asking|telling|mentioning|informing|notifying|alerting|the (?:user|human)['’]?s? (?:knowing|knowledge|consent|permission))\b`,
    String.raw`\b(?:silently|secretly|quietly|covertly) (?:${verbs})\b`,
    String.raw`\bthe (?:user|human)s? (?:must|should|does|do|need)(?: ?not|n['’]t)\b[^.\n]{0,20}\b(?:know|see|notice|be (?:told|asked|informed))`,
  ].join('|'),
  'i',
);

/** A model that is called by name, and what it is told. */
const vocative =
  /(?:^|[.!\n])\s*(?:\W{0,3}(?:notes?|instructions?|messages?|hints?|reminders?|important|system|hidden|attention)\b[^.:\n]{0,20}\b(?:to|for)\s+|if you are )?(?:(?:dear|hey|hi|hello|all|every|attention) )?(?:(?:an? |any |the )?(?:AI|LLMs?|Claude(?: Code)?|assistants?|GPT|Copilot|system)|(?:the|this|any|all) (?:language )?(?:models?|agents?))(?: (?:assistants?|agents?|models?|only|reading this|instructions?|note|prompt)){0,2}\s*[:,!—–-]([\s\S]{1,400})/i;
/** Lines of an example conversation, in which a name says who speaks. */
const dialog = /\b(?:user|human)\s*:/i;

const address = /https?:\/\/[^\s)"'>]+|[\w.+-]+@[\w-]+\.[\w.-]+/i;
const tool =
  /\b(?:curl|wget|bash|sh|rm -|chmod|nc |python3?|node|npx|pip|ssh|scp|base64|eval|\.env|~\/|id_rsa|API[_ ]?KEY|TOKEN)\b|\$\{?[A-Z_]{4,}/;

const sending = new RegExp(
  imperative('send|post|upload|forward|e-?mail|transmit|exfiltrate|submit|curl|wget'),
  'i',
);
const reading = new RegExp(
  imperative(
    'read|include|append|add|cat|print|copy|collect|gather|encode|load|output|insert|reveal|open|fetch',
  ),
  'i',
);
const running = new RegExp(imperative('run|execute|call|invoke|start|download|install|fetch'), 'i');
/** Places of secrets, and what a model knows of a session. */
const secretPlace =
  /(?<![\w.])\.env\b|~\/\.(?:ssh|aws|netrc|npmrc|config|kube|gnupg|docker)|\bid_(?:rsa|ed25519)\b|\/etc\/(?:passwd|shadow)|\b(?:whole |full |entire )?(?:conversation|transcript|chat history|system prompt)\b|\benvironment variables\b/i;
const secretWord =
  /\b(?:secrets?|passwords?|credentials?|API[ _-]?keys?|(?:access )?tokens?|private keys?)\b/i;
const dangerous =
  /\b(?:curl|wget)\b[^\n]*\|\s*(?:sudo )?(?:ba|z)?sh\b|<\(\s*curl|\bnpx (?:-y|--yes)\b|\brm -[rf]|\bbase64 (?:-d|--decode)\b|--dangerously|\bsudo\b/i;
/** A moment that only a model knows. */
const moment =
  /\b(?:before|after|when|whenever|while) (?:(?:every|each|any|you|the) )?(?:answer|repl|respon|output|message|turn|anything else|start)\w*/i;

export const hasAddress = (text: string) => address.test(text);

/** Whether a passage behind which nothing but hiding is meant has an order to a model. */
export function speaksToModel(passage: string): boolean {
  const text = passage.slice(0, 4_000);
  if (text.trim().length < 12) return false;
  if (strong.test(text)) return true;
  if (marks.test(text) || notes.test(text)) return false;
  return order.test(text) && (model.test(text) || (address.test(text) && tool.test(text)));
}

/** Whether a comment, in which authors also write to one another, has an order that a model would follow. */
export function ordersModel(passage: string): boolean {
  const text = passage.slice(0, 4_000);
  if (text.trim().length < 12) return false;
  if (strong.test(text)) return true;
  if (notes.test(text)) return false;
  const [, told] = vocative.exec(text) ?? [];
  if (told !== undefined && anyOrder.test(told) && !dialog.test(text)) return true;
  if (sending.test(text) && (address.test(text) || secretPlace.test(text) || secretWord.test(text)))
    return true;
  if (reading.test(text) && secretPlace.test(text)) return true;
  return running.test(text) && (dangerous.test(text) || moment.test(text));
}
