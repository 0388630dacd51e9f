/** What the check of the built site looks at in a page. */
export type HtmlFacts = {
  title: string;
  description: string;
  canonical: string | undefined;
  isHidden: boolean;
  language: string;
  headings: number;
  ids: string[];
  /** Addresses of links, styles, scripts, pictures and forms, as written. */
  addresses: string[];
  styles: string[];
  scripts: string[];
  /** What the site's own policy would block. */
  blocked: string[];
  hasPolicy: boolean;
  /** What the page says: all text of its body, with `\0` where a tag stood, and after it the values of attributes there. */
  text: string;
};

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#38': '&',
  '#39': "'",
  '#34': '"',
  '#60': '<',
  '#62': '>',
};

function decoded(text: string): string {
  return text.includes('&')
    ? text.replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole)
    : text;
}

const tag = /<(\/?)([a-zA-Z][\w-]*)((?:\s+[^\s"'>=/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*\/?>/g;
const attribute = /([^\s"'>=/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

/** Reads markup that this site wrote: every attribute is quoted or plain, and `<` stands in text nowhere. */
export function htmlFacts(markup: string): HtmlFacts {
  const facts: HtmlFacts = {
    title: '',
    description: '',
    canonical: undefined,
    isHidden: false,
    language: '',
    headings: 0,
    ids: [],
    addresses: [],
    styles: [],
    scripts: [],
    blocked: [],
    hasPolicy: false,
    text: '',
  };
  const texts: string[] = [];
  const others: string[] = [];
  let at = 0;
  let isData = false;
  tag.lastIndex = 0;
  for (let found = tag.exec(markup); found !== null; found = tag.exec(markup)) {
    const [whole, close, name = '', written = ''] = found;
    if (!isData) texts.push(markup.slice(at, found.index));
    at = found.index + whole.length;
    if (close === '/') {
      if (name === 'script') isData = false;
      continue;
    }
    const values = new Map<string, string>();
    for (const [, key = '', double, single, bare] of written.matchAll(attribute))
      values.set(key.toLowerCase(), decoded(double ?? single ?? bare ?? ''));
    see(facts, name, values, whole);
    // What the head says, nobody sees; nor what a form for a report would be filled in with.
    if (name === 'body') {
      texts.length = 0;
      others.length = 0;
    }
    for (const value of values.values()) if (!value.includes('/issues/new?')) others.push(value);
    if (name === 'title') facts.title = decoded(markup.slice(at, markup.indexOf('<', at)));
    // What a data block holds is no text of the page.
    if (name === 'script') isData = !values.has('src');
  }
  texts.push(markup.slice(at));
  facts.text = `${decoded(texts.join('\0'))} ${others.join(' ')}`;
  return facts;
}

function see(facts: HtmlFacts, name: string, values: ReadonlyMap<string, string>, whole: string): void {
  const id = values.get('id');
  if (id !== undefined) facts.ids.push(id);
  for (const key of ['href', 'src', 'action', 'srcset', 'poster', 'data']) {
    const address = values.get(key);
    if (address !== undefined) facts.addresses.push(address);
  }
  for (const key of values.keys())
    if (key === 'style' || key.startsWith('on')) facts.blocked.push(whole.slice(0, 120));
  switch (name) {
    case 'html':
      facts.language = values.get('lang') ?? '';
      break;
    case 'h1':
      facts.headings++;
      break;
    case 'style':
      facts.blocked.push(whole);
      break;
    case 'script':
      if (values.has('src')) facts.scripts.push(values.get('src') ?? '');
      else if (values.get('type') !== 'application/ld+json') facts.blocked.push(whole);
      break;
    case 'link': {
      const rel = values.get('rel');
      if (rel === 'stylesheet') facts.styles.push(values.get('href') ?? '');
      if (rel === 'canonical') facts.canonical = values.get('href');
      break;
    }
    case 'meta':
      if (/^og:(?:image|url)$/.test(values.get('property') ?? ''))
        facts.addresses.push(values.get('content') ?? '');
      if (values.get('name') === 'description') facts.description = values.get('content') ?? '';
      if (values.get('name') === 'robots' && values.get('content')?.includes('noindex'))
        facts.isHidden = true;
      if (values.get('http-equiv')?.toLowerCase() === 'content-security-policy') facts.hasPolicy = true;
      break;
    default:
  }
}
