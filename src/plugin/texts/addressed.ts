/** What comments are for besides: licenses, tables of contents, marks of tools and editors, notes of authors to authors. */
const marks =
  /^\s*(?:toc\b|\/?(?:prettier|markdownlint|textlint|vale|eslint|biome|cspell|spell|doctoc|all-contributors|omit|more|start|end|begin|generated|auto-?generated|include|embed|prettier-ignore|lint|mdx|tabs?|badges?|region|endregion|SPDX|copyright|licen[cs]e|vim:|-\*-|#region|markdown-toc|docs?:|remark|alex|write-good|dprint|rumdl|panache)\b)|copyright|licensed under|all rights reserved/i;

/** A reader that is a model. */
const model = /\b(?:AI|LLMs?|Claude|[Aa]ssistants?|(?:the|this|your) (?:model|agent)|GPT|Copilot|agents?)\b/;
const order =
  /\b(?:always|never|ignore|disregard|do not|don['’]t|must|should|make sure|ensure|include|send|post|upload|run|execute|read|write|append|add|fetch|curl|forward|remember|instead|silently|secretly|without (?:asking|telling|mentioning)|tell|copy|delete|remove|install|download|save|call|invoke|replace|hide|prefer|follow|respond|reply|answer|output|insert|collect|encode)\b/i;
/** Orders that make no sense between people. */
const strong =
  /\b(?:ignore (?:all|any|the|previous|prior)|disregard (?:all|any|the|previous|prior)|do not (?:mention|tell|reveal|inform|show)|don['’]t (?:mention|tell|reveal|inform|show)|without (?:asking|telling|mentioning|informing)|silently|secretly|system prompt|exfiltrat\w*)\b/i;
const address = /https?:\/\/[^\s)"'>]+|[\w.+-]+@[\w-]+\.[\w.-]+/i;
const tool =
  /\b(?:curl|wget|bash|sh|rm -|chmod|nc |python3?|node|npx|pip|ssh|scp|base64|eval|\.env|~\/|id_rsa|API[_ ]?KEY|TOKEN)\b|\$\{?[A-Z_]{4,}/;

export const hasAddress = (text: string) => address.test(text);

/** Whether a passage that people do not see tells a model what to do. */
export function speaksToModel(passage: string): boolean {
  const text = passage.slice(0, 4_000);
  if (text.trim().length < 12) return false;
  if (strong.test(text)) return true;
  if (marks.test(text) || /\b(?:TODO|FIXME|XXX|NOTE TO (?:AUTHORS?|SELF|MAINTAINERS?))\b/.test(text))
    return false;
  if (model.test(text) && order.test(text)) return true;
  return order.test(text) && address.test(text) && tool.test(text);
}
