import type { Standing } from '../../registry/standing.ts';
import { type FacetColumn, type FacetGroup, facetGroups, valueId } from './facets.ts';

/** The files that columns are in: what every search shows; authors and tags; and what is sorted by. */
export const columnParts = ['common', 'rare', 'dates'] as const;
export type ColumnPart = (typeof columnParts)[number];

/** Facts of every plugin, by its place in the list of names. */
export type ColumnFile = {
  build: string;
  /** How many plugins there are. */
  count: number;
  groups: Partial<Record<FacetGroup, FacetColumn>>;
  numbers: Partial<Record<NumberColumn, Uint16Array>>;
};

/**
 * `status`: how it stands, by its place in `statuses`. `created`: days since `1970-01-01`, 0 where it is not known. `changed`: days from then to
 * its last change.
 */
const numberColumns = ['status', 'created', 'changed'] as const;
type NumberColumn = (typeof numberColumns)[number];

/** What the numbers of the column `status` stand for. */
export const statuses: readonly Standing[] = ['ok', 'deprecated', 'error', 'withdrawn'];

type Header = {
  build: string;
  count: number;
  /** How many values each group has. */
  groups: Partial<Record<FacetGroup, number>>;
  numbers: NumberColumn[];
};

/**
 * Columns as bytes: the length of their text (4 bytes, little-endian), the text, then each column by itself. The text has a header as JSON, and
 * of each value a line: what it is called, and before that its id where `valueId` does not tell it. Of a group's column there is first one byte a plugin that says how many values it has, then the place of the first value of every plugin, how much further the second ones are, and so
 * on (seven bits a byte, the highest first); of a number, its low bytes and then its high ones. Columns of like bytes are what gzip is good at.
 */
export function encodeColumns({ build, count, groups, numbers }: ColumnFile): Uint8Array {
  const present = facetGroups.flatMap(({ id }) => (groups[id] ? [{ id, ...groups[id] }] : []));
  const sizes = Object.fromEntries(present.map(({ id, values }) => [id, values.length]));
  const written = numberColumns.filter((id) => numbers[id]);
  const lines = [JSON.stringify({ build, count, groups: sizes, numbers: written } satisfies Header)];
  for (const { id: group, values } of present)
    for (const { id, title } of values) lines.push(id === valueId(group, title) ? title : `${id}\t${title}`);
  const text = new TextEncoder().encode(lines.join('\n'));
  const bytes: number[] = [];
  for (let shift = 0; shift < 32; shift += 8) bytes.push((text.length >>> shift) & 255);
  for (const byte of text) bytes.push(byte);
  for (const { of } of present) {
    const lengths = of.map((own) => Math.min(own.length, 255));
    for (const length of lengths) bytes.push(length);
    forEachPlace(lengths, (plugin, index) => {
      const own = of[plugin] as Uint32Array;
      const step = (own[index] as number) - (own[index - 1] ?? 0);
      if (step >= 16384) bytes.push(128 | (step >> 14));
      if (step >= 128) bytes.push(128 | ((step >> 7) & 127));
      bytes.push(step & 127);
    });
  }
  for (const id of written) {
    const column = numbers[id] ?? [];
    for (const value of column) bytes.push(value & 255);
    for (const value of column) bytes.push(value >> 8);
  }
  return Uint8Array.from(bytes);
}

/** @throws where the bytes are not what `encodeColumns` wrote */
export function decodeColumns(bytes: Uint8Array): ColumnFile {
  const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  const [first = '', ...lines] = new TextDecoder().decode(bytes.subarray(4, 4 + length)).split('\n');
  const header: Header = JSON.parse(first);
  const { build, count } = header;
  let at = 4 + length;
  const groups: ColumnFile['groups'] = {};
  for (const { id } of facetGroups) {
    const size = header.groups[id];
    if (size === undefined) continue;
    const lengths = bytes.subarray(at, at + count);
    at += count;
    const of = Array.from(lengths, (length) => new Uint32Array(length));
    forEachPlace(lengths, (plugin, index) => {
      const own = of[plugin] as Uint32Array;
      let byte = bytes[at++] ?? 0;
      let step = byte & 127;
      while (byte > 127) {
        byte = bytes[at++] ?? 0;
        step = (step << 7) | (byte & 127);
      }
      own[index] = (own[index - 1] ?? 0) + step;
    });
    groups[id] = {
      values: lines.splice(0, size).map((line) => {
        const [own = '', title] = line.split('\t');
        return title === undefined ? { id: valueId(id, own), title: own } : { id: own, title };
      }),
      of,
    };
  }
  const numbers: ColumnFile['numbers'] = {};
  for (const id of header.numbers) {
    const column = new Uint16Array(count);
    for (let index = 0; index < count; index++)
      column[index] = (bytes[at + index] ?? 0) | ((bytes[at + count + index] ?? 0) << 8);
    at += 2 * count;
    numbers[id] = column;
  }
  if (at !== bytes.length) throw new Error('The list of facets is not complete.');
  return { build, count, groups, numbers };
}

/** Goes through the first value of every plugin that has one, then through the second ones, and so on. */
function forEachPlace(lengths: ArrayLike<number>, visit: (plugin: number, index: number) => void): void {
  for (let index = 0, isMore = true; isMore; index++) {
    isMore = false;
    for (let plugin = 0; plugin < lengths.length; plugin++)
      if ((lengths[plugin] as number) > index) {
        isMore = true;
        visit(plugin, index);
      }
  }
}
