import { markdownToHast } from 'satteri';
import { readmeExcess } from '../plugin/readme-bounds.ts';
import { webAddress } from '../plugin/text.ts';
import { escapeText } from './html.ts';

/** Where the addresses in a text lead. Undefined where they lead nowhere, and the text of the link stands alone. */
export type MarkdownOptions = {
  /** A relative address, as written, resolved; absolute ones are judged here. */
  resolve(address: string): string | undefined;
  /** In front of every id, so that none is one of the page's own. */
  idPrefix: string;
  /** The level of the highest heading, 2 to 6. Levels are closed up: none is left out on the way down. */
  topLevel: number;
  /** Whether a heading that begins the text is left out, because the page has said it already. */
  dropTitle: boolean;
  /** Most bytes of markup, in UTF-8. A text that is longer is cut between two blocks. */
  longest: number;
  /** Whether absolute links were written by people whom the site does not answer for. */
  foreign: boolean;
};

/** Markdown as it is put on a page. */
export type Rendered = {
  /** Safe markup: made from allowed elements alone. */
  markup: string;
  headings: { id: string; text: string; level: number }[];
  /** Whether something was left out because the text is too long. */
  isCut: boolean;
  /** Where the markup can be cut: after how many UTF-16 units each of its outermost blocks ends. */
  ends: number[];
};

type Node = {
  type: string;
  value?: string;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: Node[];
};

/** Levels of the tree that are looked at. */
const limits = { depth: 60 };

/** Elements that are kept as they are, without their attributes. */
const plain = new Set(
  'em strong b i u s del ins sub sup kbd samp var mark small abbr q cite code dl dt dd p blockquote'.split(
    ' ',
  ),
);
/** Elements that go with all that is in them: what is in them is not text for people. Of others that are not kept, what is in them is. */
const dropped = new Set(
  'script style template iframe svg math noembed noframes textarea head title xmp plaintext'.split(' '),
);
/**
 * Tags after which a parser takes everything for text, or for choices, to the end where they are not closed. They are shown as they are written:
 * https://github.github.com/gfm/#disallowed-raw-html-extension-
 */
const swallowing =
  /<(?=\/?(?:title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext|select|option|optgroup)(?![a-z0-9-]))/gi;
/** What keeps a tag from being one while the text is parsed. It is no character, and no text has it. */
const guard = '\ufdd0';
const encodedGuard = encodeURIComponent(guard);
const alert = /^\[!([a-z]+)\][ \t]*(?:\n|$)/i;
const alerts = ['Note', 'Tip', 'Important', 'Warning', 'Caution'];
const blocks = new Set('p blockquote ul ol pre table details h1 h2 h3 h4 h5 h6 dl hr'.split(' '));
/** Elements that mean nothing to a reader and are left out around what they hold. */
const wrappers = new Set('div center section article main header footer aside nav font'.split(' '));
const headings = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

/** The text of a node and all below it. */
function textOf(node: Node, depth = 0): string {
  if (node.type === 'text') return unguarded(node.value);
  if (depth > limits.depth || dropped.has(node.tagName ?? '')) return '';
  if (node.tagName === 'img') return pictureWords(node);
  if (node.tagName === 'br') return '\n';
  return (node.children ?? []).map((child) => textOf(child, depth + 1)).join('');
}

function textProperty(node: Node, name: string): string {
  const value = node.properties?.[name];
  return typeof value === 'string' ? unguarded(value).replaceAll(encodedGuard, '') : '';
}

function unguarded(text = ''): string {
  return text.includes(guard) ? text.replaceAll(guard, '') : text;
}

/** What stands for a picture. */
function pictureWords(node: Node): string {
  return textProperty(node, 'alt').trim().slice(0, 300) || 'Picture';
}

/** The anchor that GitHub gives a heading, which links within a README use. */
function anchorOf(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')
    .slice(0, 80)
    .toWellFormed();
}

/**
 * Markdown as safe markup. An allow-list works on the tree: only what is named here is ever written, and every text and attribute is escaped.
 * Pictures become links, because a page asks nobody else for anything. The tree is that of an HTML parser wherever the text holds HTML.
 * A text is cut where it asks more of a parser than its length lets expect.
 */
export function renderMarkdown(source: string, options: MarkdownOptions): Rendered {
  const end = readmeExcess(source)?.offset;
  const text = source
    .slice(0, end)
    .replace(/[\0\ufdd0]/g, '\ufffd')
    .replace(swallowing, `<${guard}`);
  const tree = markdownToHast(text, {
    position: false,
    // What stands before a README is left out where it is read.
    features: { frontmatter: false, rawHtml: text.includes('<') },
  }) as Node;
  let nodes = opened(tree.children ?? []);
  if (options.dropTitle) {
    const first = nodes.find((node) => node.type === 'element');
    if (first?.tagName === 'h1') nodes = nodes.filter((node) => node !== first);
  }
  const ids = collectIds(nodes, options);
  let rendered = renderNodes(nodes, ids, options);
  const written = new Set(rendered.headings.map(({ id }) => id));
  const missing = [...ids.anchors].filter(([, id]) => rendered.linked.has(id) && !written.has(id));
  if (missing.length > 0) {
    // What was cut off or stood where no heading can stand is not there to be linked to.
    for (const [name] of missing) ids.anchors.delete(name);
    rendered = renderNodes(nodes, ids, options);
  }
  return { ...rendered, isCut: rendered.isCut || end !== undefined };
}

/** Nodes without what only stands around them, as the `<div align="center">` of many a README does: what is in it can be cut too. */
function opened(nodes: readonly Node[], depth = 0): Node[] {
  return nodes.flatMap((node) => {
    const tag = node.tagName ?? '';
    const isWrapper = node.type === 'element' && wrappers.has(tag) && depth < limits.depth;
    return isWrapper ? opened(node.children ?? [], depth + 1) : [node];
  });
}

type Ids = { headings: Map<Node, string>; anchors: Map<string, string> };

function renderNodes(
  nodes: readonly Node[],
  ids: Ids,
  options: MarkdownOptions,
): Rendered & { linked: Set<string> } {
  const found: Rendered['headings'] = [];
  const linked = new Set<string>();
  let level = options.topLevel - 1;

  const all = (nodes: readonly Node[] | undefined, depth: number, inside: Inside): string => {
    let markup = '';
    for (const node of nodes ?? []) markup += one(node, depth, inside);
    return markup;
  };

  const heading = (node: Node, depth: number, inside: Inside): string => {
    const words = textOf(node).replace(/\s+/g, ' ').trim();
    if (words === '') return '';
    const own = Number((node.tagName as string).charAt(1));
    level = Math.max(
      options.topLevel,
      Math.min(own - (options.dropTitle ? 1 : 0) + options.topLevel - 1, level + 1, 6),
    );
    const id = ids.headings.get(node) ?? '';
    found.push({ id, text: words.slice(0, 200), level });
    return `<h${level} id="${escapeText(id)}" dir="auto">${all(node.children, depth + 1, { ...inside, heading: true })}</h${level}>`;
  };

  const link = (node: Node, depth: number, inside: Inside): string => {
    const content = all(node.children, depth + 1, { ...inside, link: true });
    if (inside.link || textOf(node).trim() === '') return content;
    const written = textProperty(node, 'href').trim();
    const to = targetOf(written, ids.anchors, options);
    if (to === undefined) return content;
    if (to.startsWith('#')) linked.add(decodeURIComponent(to.slice(1)));
    const rel = options.foreign && !to.startsWith('#') ? ' rel="nofollow ugc"' : '';
    return `<a href="${escapeText(to)}"${rel}>${content}</a>`;
  };

  const picture = (node: Node, inside: Inside): string => {
    const label = `<span class="picture">${escapeText(pictureWords(node))}</span>`;
    const to = inside.link ? undefined : targetOf(textProperty(node, 'src').trim(), ids.anchors, options);
    if (to === undefined || to.startsWith('#')) return label;
    return `<a href="${escapeText(to)}" rel="nofollow ugc">${label}</a>`;
  };

  const list = (node: Node, depth: number, inside: Inside): string => {
    let items = '';
    for (const child of node.children ?? []) {
      if (child.tagName === 'li') items += `<li dir="auto">${all(child.children, depth + 1, inside)}</li>`;
      else {
        const markup = one(child, depth + 1, inside);
        if (markup.trim() !== '') items += `<li>${markup}</li>`;
      }
    }
    if (items === '') return '';
    const start = node.tagName === 'ol' ? Number(node.properties?.start ?? 1) : 1;
    const from = Number.isInteger(start) && start !== 1 && Math.abs(start) < 1e9 ? ` start="${start}"` : '';
    return `<${node.tagName}${from}>${items}</${node.tagName}>`;
  };

  const table = (node: Node, depth: number, inside: Inside): string => {
    let rows = '';
    const row = (tr: Node, isHead: boolean) => {
      let cells = '';
      for (const cell of tr.children ?? []) {
        if (cell.tagName !== 'td' && cell.tagName !== 'th') continue;
        const align = /\b(center|right)\b/.exec(
          `${textProperty(cell, 'style')} ${textProperty(cell, 'align')}`,
        )?.[1];
        const content = all(cell.children, depth + 3, inside);
        const tag = cell.tagName === 'th' && textOf(cell).trim() !== '' ? 'th' : 'td';
        const scope = tag === 'th' ? ` scope="${isHead ? 'col' : 'row'}"` : '';
        cells += `<${tag}${scope}${align === undefined ? '' : ` class="${align}"`}>${content}</${tag}>`;
      }
      if (cells !== '') rows += `<tr>${cells}</tr>`;
    };
    for (const part of node.children ?? []) {
      if (part.tagName === 'tr') row(part, false);
      for (const tr of part.children ?? []) if (tr.tagName === 'tr') row(tr, part.tagName === 'thead');
    }
    const caption = node.children?.find(({ tagName }) => tagName === 'caption');
    const said = caption === undefined ? '' : around('p', all(caption.children, depth + 1, inside).trim());
    return rows === ''
      ? said
      : `${said}<div class="scroll" role="group" aria-label="Table" tabindex="0"><table>${rows}</table></div>`;
  };

  const details = (node: Node, depth: number, inside: Inside): string => {
    const summary = node.children?.find((child) => child.tagName === 'summary');
    const words = summary === undefined ? 'Details' : textOf(summary).trim().slice(0, 300) || 'Details';
    const rest = node.children?.filter((child) => child !== summary);
    return `<details><summary>${escapeText(words)}</summary>${all(rest, depth + 1, inside)}</details>`;
  };

  const one = (node: Node, depth: number, inside: Inside): string => {
    if (node.type === 'text') return escapeText(unguarded(node.value));
    if (node.type !== 'element' || depth > limits.depth) return '';
    const tag = node.tagName ?? '';
    if (dropped.has(tag)) return '';
    if (blocks.has(tag) && (inside.heading || inside.link)) return all(node.children, depth + 1, inside);
    return element(node, tag, depth, inside);
  };

  const element = (node: Node, tag: string, depth: number, inside: Inside): string => {
    if (headings.has(tag)) return heading(node, depth, inside);
    switch (tag) {
      case 'a':
        // Footnotes have no places on the page: their numbers are text, and what leads back from one is left out.
        return node.properties?.dataFootnoteBackref === undefined ? link(node, depth, inside) : '';
      case 'img':
        return picture(node, inside);
      case 'ul':
      case 'ol':
        return list(node, depth, inside);
      case 'table':
        return table(node, depth, inside);
      case 'details':
        return details(node, depth, inside);
      case 'blockquote':
        return around(tag, all(alerted(node.children ?? []), depth + 1, inside));
      case 'pre':
        return `<pre><code>${escapeText(textOf(node))}</code></pre>`;
      case 'br':
      case 'hr':
        return `<${tag}>`;
      case 'input':
        return textProperty(node, 'type') === 'checkbox'
          ? node.properties?.checked === true
            ? '☑'
            : '☐'
          : '';
      case 'dt':
      case 'dd':
        if (!inside.definitions) return all(node.children, depth + 1, inside);
        return `<${tag}>${all(node.children, depth + 1, inside)}</${tag}>`;
      case 'dl': {
        const own = (node.children ?? []).flatMap((child) =>
          child.tagName === 'div' ? (child.children ?? []) : [child],
        );
        const isPart = ({ tagName }: Node) => tagName === 'dt' || tagName === 'dd';
        const parts = own.filter(isPart);
        const isWhole =
          parts[0]?.tagName === 'dt' &&
          parts.at(-1)?.tagName === 'dd' &&
          own.every((child) => isPart(child) || textOf(child).trim() === '');
        const content = all(isWhole ? parts : own, depth + 1, { ...inside, definitions: isWhole });
        return isWhole ? `<dl>${content}</dl>` : content;
      }
      default:
    }
    const content = all(node.children, depth + 1, inside);
    if (!plain.has(tag)) return content;
    if (tag === 'p') return content.trim() === '' ? '' : `<p dir="auto">${content}</p>`;
    return around(tag, content);
  };

  let markup = '';
  let bytes = 0;
  const ends: number[] = [];
  let sound = 0;
  for (const node of nodes) {
    const own = one(node, 1, { link: false, heading: false, definitions: false });
    bytes += Buffer.byteLength(own);
    if (bytes > options.longest) {
      markup = markup.slice(0, ends.at(-1) ?? 0);
      return { markup, headings: found.slice(0, sound), isCut: true, ends, linked };
    }
    markup += own;
    if (own === '' || !blocks.has(node.tagName ?? '')) continue;
    ends.push(markup.length);
    sound = found.length;
  }
  return { markup, headings: found, isCut: false, ends, linked };
}

function around(tag: string, content: string): string {
  return content === '' ? '' : `<${tag}>${content}</${tag}>`;
}

/**
 * What is in a quotation, which begins with a word for what it is where a marker says so:
 * https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts
 */
function alerted(children: readonly Node[]): readonly Node[] {
  const first = children.find(({ type }) => type === 'element');
  const [text, ...after] = first?.tagName === 'p' ? (first.children ?? []) : [];
  const marker = text?.type === 'text' ? alert.exec(text.value ?? '') : null;
  const words = alerts.find((word) => word.toUpperCase() === marker?.[1]?.toUpperCase());
  if (first === undefined || marker === null || words === undefined) return children;
  const label: Node = { type: 'element', tagName: 'strong', children: [{ type: 'text', value: words }] };
  const rest = (text?.value ?? '').slice(marker[0].length);
  const others = rest === '' && after[0]?.tagName === 'br' ? after.slice(1) : after;
  const isAlone = rest === '' && others.length === 0;
  const own: Node[] = isAlone
    ? []
    : [
        { type: 'element', tagName: 'br' },
        { type: 'text', value: rest },
      ];
  const begun: Node = { ...first, children: [label, ...own, ...others] };
  return children.map((child) => (child === first ? begun : child));
}

type Inside = { link: boolean; heading: boolean; definitions: boolean };

/** The ids that headings will have, and what links within the text call them. */
function collectIds(nodes: readonly Node[], { idPrefix }: MarkdownOptions): Ids {
  const ids = new Map<Node, string>();
  const anchors = new Map<string, string>();
  const counts = new Map<string, number>();
  const visit = (node: Node, depth: number) => {
    if (depth > limits.depth || dropped.has(node.tagName ?? '')) return;
    if (headings.has(node.tagName ?? '')) {
      const anchor = anchorOf(textOf(node)) || 'section';
      let number = counts.get(anchor) ?? 0;
      let own = number === 0 ? anchor : `${anchor}-${number}`;
      while (anchors.has(own)) own = `${anchor}-${++number}`;
      counts.set(anchor, number + 1);
      ids.set(node, idPrefix + own);
      anchors.set(own, idPrefix + own);
    }
    for (const child of node.children ?? []) visit(child, depth + 1);
  };
  for (const node of nodes) visit(node, 0);
  return { headings: ids, anchors };
}

/** Where a link leads: to the web, to a part of the same text, or to what `resolve` says. */
function targetOf(
  written: string,
  anchors: ReadonlyMap<string, string>,
  options: MarkdownOptions,
): string | undefined {
  if (written === '' || written.length > 2_000) return undefined;
  if (written.startsWith('#')) {
    let name: string;
    try {
      name = decodeURIComponent(written.slice(1));
    } catch {
      return undefined;
    }
    const id = anchors.get(name) ?? anchors.get(name.toLowerCase());
    return id === undefined ? undefined : `#${encodeURIComponent(id)}`;
  }
  const compact = written.replace(/[\s\p{Cc}]+/gu, '');
  if (/^[a-z][a-z0-9+.-]*:/i.test(compact) || compact.startsWith('//')) return webAddress(written);
  return options.resolve(written);
}
