/** An element of XML: its attributes, its children and the text directly in it. */
type Element = { name: string; attributes: Record<string, string>; children: Element[]; text: string };

const name = '[A-Za-z_:][A-Za-z0-9_:.-]*';
const startTag = new RegExp(`^<(${name})((?:\\s+${name}="[^"<]*")*)\\s*(/?)>`);
const endTag = new RegExp(`^</(${name})\\s*>`);
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Parses XML more strictly than XML asks for: no comments, no CDATA, no document type, double quotes, the five entities.
 * @throws for anything else, and for characters that XML 1.0 cannot hold
 */
export function parseXml(text: string): Element {
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    const isAllowed =
      code === 9 ||
      code === 10 ||
      code === 13 ||
      (code >= 0x20 && code <= 0xd7ff) ||
      (code >= 0xe000 && code <= 0xfffd) ||
      code > 0xffff;
    if (!isAllowed) throw new Error(`U+${code.toString(16)} is no character of XML`);
  }
  const plain = (raw: string): string =>
    raw.replace(/&([^;\s]*;?)/g, (whole, entity: string) => {
      const known = entity.endsWith(';') ? entities[entity.slice(0, -1)] : undefined;
      if (known === undefined) throw new Error(`"${whole}" is no entity`);
      return known;
    });
  const document: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [document];
  for (let at = /^<\?xml [^>]*\?>\n/.exec(text)?.[0].length ?? 0; at < text.length; ) {
    const rest = text.slice(at, text[at] === '<' ? text.indexOf('>', at) + 1 || undefined : undefined);
    const element = open.at(-1) as Element;
    const start = startTag.exec(rest);
    const end = endTag.exec(rest);
    if (start !== null) {
      const attributes: Record<string, string> = {};
      for (const [, key = '', value = ''] of (start[2] ?? '').matchAll(
        new RegExp(`(${name})="([^"]*)"`, 'g'),
      )) {
        if (Object.hasOwn(attributes, key)) throw new Error(`"${key}" stands twice in "${start[0]}"`);
        attributes[key] = plain(value);
      }
      const child: Element = { name: start[1] as string, attributes, children: [], text: '' };
      element.children.push(child);
      if (start[3] === '') open.push(child);
      at += start[0].length;
    } else if (end !== null) {
      if (open.length < 2 || element.name !== end[1]) throw new Error(`"${end[0]}" closes nothing`);
      open.pop();
      at += end[0].length;
    } else {
      const stop = text[at] === '<' ? -1 : text.indexOf('<', at);
      if (text[at] === '<') throw new Error(`"${text.slice(at, at + 60)}" is no tag`);
      element.text += plain(text.slice(at, stop < 0 ? undefined : stop));
      at = stop < 0 ? text.length : stop;
    }
  }
  const [root] = document.children;
  if (open.length > 1 || document.children.length !== 1 || root === undefined || document.text.trim() !== '')
    throw new Error('There is not exactly one closed element at the top');
  return root;
}

/** The elements of this name below one, in order. */
export function elements(of: Element, wanted: string): Element[] {
  return of.children.flatMap((child) => [
    ...(child.name === wanted ? [child] : []),
    ...elements(child, wanted),
  ]);
}
