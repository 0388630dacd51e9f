/**
 * What a README may ask of a parser of Markdown. Text is parsed in no more time than its length lets expect, but for what is counted here:
 * that takes time, and memory, by its square or by one number times another. Measured with satteri 0.10; texts that people write stay far
 * below. No code, comment or quotation is told from other text, so that nothing can be hidden in what looks like one.
 */
export const readmeBounds = {
  /** UTF-16 units. */
  length: 400_000,
  /** Quotations and lists within one another. */
  nesting: 60,
  /** `*`, `_`, `~` and `&` in what may be one paragraph: each is compared with those before. */
  marks: 2_500,
  /** Cells that rows of tables lack, over all tables: a parser fills them in. */
  emptyCells: 10_000,
  /** Steps that a parser of HTML may take because of what stands in tags; a million take it about 20 ms. */
  tagSteps: 30_000_000,
} as const;

/** What there is too much of in a README. */
export type ReadmeExcess = {
  kind: 'length' | 'nesting' | 'marks' | 'cells' | 'tags';
  /** Where the line begins that has it: what is before can be shown. In UTF-16 units. */
  offset: number;
};

/** How a line begins that ends the paragraph before it, wherever both stand: https://spec.commonmark.org/0.31.2/#list-items */
const listItem = / {0,3}[-+*] +\S/y;
/**
 * Tags that are opened anew in each paragraph until they are closed: https://html.spec.whatwg.org/#formatting. Of those without attributes no
 * more than three are.
 */
const formatting = /(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/])/iy;
/** Steps that one more element takes. */
const elementSteps = 100;

const code = {
  tab: 9,
  feed: 10,
  return: 13,
  space: 32,
  exclamation: 33,
  quote: 34,
  ampersand: 38,
  apostrophe: 39,
  parenthesis: 41,
  star: 42,
  plus: 43,
  minus: 45,
  dot: 46,
  slash: 47,
  colon: 58,
  less: 60,
  equals: 61,
  greater: 62,
  question: 63,
  low: 95,
  pipe: 124,
  tilde: 126,
} as const;

/** The first line that asks too much of a parser; undefined where none does, as in a README that a person wrote. Takes linear time. */
export function readmeExcess(markdown: string): ReadmeExcess | undefined {
  const { length, nesting, marks: mostMarks, emptyCells: mostEmptyCells, tagSteps } = readmeBounds;
  const end = Math.min(markdown.length, length);
  // A carriage return ends a line too, and hardly ever stands alone.
  const text = markdown.includes('\r') ? markdown.replace(/\r(?!\n)/g, '\n') : markdown;
  const tags = countTags();
  const tagPlaces = placesOf(text, '<');
  const markPlaces = [...'*_~&'].map((mark) => placesOf(text, mark));
  let marks = 0;
  let columns = 0;
  let emptyCells = 0;
  for (let offset = 0; offset < end; ) {
    const feed = text.indexOf('\n', offset);
    const next = feed < 0 ? text.length : feed + 1;
    if (next > end) return { kind: 'length', offset };
    const first = firstOf(text, offset);
    const unit = text.charCodeAt(first);
    if (first >= next || unit === code.feed || unit === code.return) {
      marks = 0;
      columns = 0;
      offset = next;
      continue;
    }
    // Most lines begin with a letter.
    const isMarked = unit < code.question;
    if (isMarked && nestingAt(text, offset) > nesting) return { kind: 'nesting', offset };
    if (isMarked && marks > 0 && beginsItem(text, offset)) marks = 0;
    for (const places of markPlaces) for (; places.at < next; places.move()) marks++;
    if (marks > mostMarks) return { kind: 'marks', offset };
    for (; tagPlaces.at < next; tagPlaces.move()) {
      tags.see(text, tagPlaces.at + 1);
      if (tags.steps() > tagSteps) return { kind: 'tags', offset };
    }
    tags.pass();
    if (columns > 0) emptyCells += Math.max(0, columns - cellsOf(text, first, next));
    if (emptyCells > mostEmptyCells) return { kind: 'cells', offset };
    if (isMarked || unit === code.pipe) columns = Math.max(columns, columnsBelow(text, first, next));
    offset = next;
  }
  return markdown.length > end ? { kind: 'length', offset: end } : undefined;
}

/** The places of a character, one after the other, and infinity after the last. To look for each one is ten times as fast as to look at each unit. */
function placesOf(text: string, character: string) {
  const after = (start: number) => {
    const at = text.indexOf(character, start);
    return at < 0 ? Number.POSITIVE_INFINITY : at;
  };
  const places = {
    at: after(0),
    move() {
      places.at = after(places.at + 1);
    },
  };
  return places;
}

/** Counts what a parser of HTML has to do for what stands in tags. */
function countTags() {
  let tags = 0;
  let steps = 0;
  /** What it takes to open anew the formatting tags that can all be open, and the longest of those that end one another. */
  let formats = 0;
  let anchor = 0;
  return {
    /** What follows `<`. */
    see(text: string, start: number) {
      if (!beginsTag(text.charCodeAt(start))) return;
      const { name, length, attributes } = tagAt(text, start);
      // Each tag before may be open, and is looked at; each attribute is compared with those before.
      steps += ++tags + formats + anchor + 2 * length + attributes ** 2 / 16;
      if (name === 'a' || name === 'nobr') anchor = Math.max(anchor, elementSteps + 2 * length);
      else if (name !== '' && attributes > 0) formats += elementSteps + 2 * length;
    },
    /** A line, which looks at each tag before too. */
    pass() {
      steps += tags;
    },
    steps: () => steps,
  };
}

/** The first unit that is neither a space nor a tab. */
function firstOf(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === code.space || text.charCodeAt(at) === code.tab) at++;
  return at;
}

/** Cells of a row at most. */
function cellsOf(text: string, start: number, end: number): number {
  let cells = 1;
  for (let at = start; at < end; at++) if (text.charCodeAt(at) === code.pipe) cells++;
  return cells;
}

/** Columns of a table, if this is the line below its head: each run of hyphens is one. */
function columnsBelow(text: string, start: number, end: number): number {
  let columns = 0;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === code.minus) columns += text.charCodeAt(at + 1) === code.minus ? 0 : 1;
    else if (unit !== code.pipe && unit !== code.colon && unit !== code.greater && !isSpace(unit)) return 0;
  }
  return columns;
}

function beginsItem(text: string, start: number): boolean {
  listItem.lastIndex = start;
  return listItem.test(text);
}

/** Whether `<` with this after it begins a tag, a comment or what else is not text. */
function beginsTag(unit: number): boolean {
  const letter = unit | 32;
  return (
    (letter >= 97 && letter <= 122) ||
    unit === code.slash ||
    unit === code.exclamation ||
    unit === code.question
  );
}

function isSpace(unit: number): boolean {
  return unit === code.space || (unit >= code.tab && unit <= code.return);
}

/**
 * What stands in a tag, from its name on: https://html.spec.whatwg.org/#before-attribute-name-state
 * @returns the name where it is one of `formatting`, and how many UTF-16 units and attributes there are
 */
function tagAt(markdown: string, start: number): { name: string; length: number; attributes: number } {
  formatting.lastIndex = start;
  const name = formatting.exec(markdown)?.[0].toLowerCase() ?? '';
  let attributes = 0;
  let at = start + name.length;
  // The name of another tag.
  while (name === '' && !isTagEnd(markdown.charCodeAt(at)) && at < markdown.length) at++;
  let isIn = false;
  let hasName = false;
  for (; at < markdown.length; at++) {
    const unit = markdown.charCodeAt(at);
    if (unit === code.greater) break;
    if (isSpace(unit)) isIn = false;
    else if (unit === code.slash) isIn = hasName = false;
    else if (unit === code.equals && hasName) {
      isIn = hasName = false;
      at = valueEnd(markdown, at + 1);
    } else if (!isIn) {
      isIn = hasName = true;
      attributes++;
    }
  }
  return { name, length: at - start, attributes };
}

function isTagEnd(unit: number): boolean {
  return unit === code.greater || unit === code.slash || isSpace(unit);
}

/** The last unit of the value of an attribute. */
function valueEnd(markdown: string, start: number): number {
  let at = start;
  while (isSpace(markdown.charCodeAt(at))) at++;
  const quote = markdown.charCodeAt(at);
  if (quote === code.quote || quote === code.apostrophe) {
    const end = markdown.indexOf(quote === code.quote ? '"' : "'", at + 1);
    return end < 0 ? markdown.length : end;
  }
  while (
    at < markdown.length &&
    markdown.charCodeAt(at) !== code.greater &&
    !isSpace(markdown.charCodeAt(at))
  )
    at++;
  return at - 1;
}

/** How many quotations and lists a line can be in: by its marks, and by its indentation, of which a list takes two columns or more. */
function nestingAt(markdown: string, start: number): number {
  let columns = 0;
  let marks = 0;
  let nesting = 0;
  for (let at = start; ; at++) {
    const unit = markdown.charCodeAt(at);
    if (unit === code.space) columns++;
    else if (unit === code.tab) columns += 4;
    else {
      at = markEnd(markdown, at);
      if (at < 0) return nesting;
      marks++;
      nesting = marks + Math.floor(columns / 2);
    }
  }
}

/**
 * The last unit of the mark of a quotation or a list item, with a space that belongs to it; -1 where there is no mark, or it ends its line.
 */
function markEnd(markdown: string, start: number): number {
  let at = start;
  const first = markdown.charCodeAt(at);
  if (first === code.greater) return markdown.charCodeAt(at + 1) === code.space ? at + 1 : at;
  if (first === code.minus || first === code.plus || first === code.star) at++;
  else {
    while (at - start < 9 && markdown.charCodeAt(at) >= 48 && markdown.charCodeAt(at) <= 57) at++;
    const mark = markdown.charCodeAt(at);
    if (at === start || (mark !== code.dot && mark !== code.parenthesis)) return -1;
    at++;
  }
  const after = markdown.charCodeAt(at);
  return after === code.space || after === code.tab ? at : -1;
}
