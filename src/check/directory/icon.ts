import { posix } from 'node:path';
import type { FileSystem } from '../../plugin/file-system.ts';
import { manifestFile } from '../../plugin/read-manifest.ts';
import { quote } from '../diagnostic.ts';
import { type DirectoryFinding, finding } from './finding.ts';
import { isBlank, isListingUrl, listingText } from './listing-url.ts';

/** Where the directory looks for an icon, in this order. */
const places = ['.claude-plugin/icon', 'icon', 'assets/icon', 'assets/logo', 'images/icon'].flatMap(
  (place) => (place === 'images/icon' ? [`${place}.png`, `${place}.svg`] : [`${place}.svg`, `${place}.png`]),
);
const mostIconBytes = 2 << 20;

/** What is wrong with the icon of a plugin. */
export function iconFindings(fs: FileSystem, manifest: Record<string, unknown>): DirectoryFinding[] {
  const icon = listingText(manifest, 'icon');
  const isUrl = icon.includes('://') || icon.startsWith('//') || /^[A-Za-z][A-Za-z0-9+.-]*:/.test(icon);
  const found = icon === '' ? [] : writtenWrong(icon, isUrl);
  const place = places.find((path) => fs.entry(path)?.kind === 'file');
  if (place === undefined && isBlank(manifest, 'icon')) {
    const fix = 'Add a square PNG of 512 to 2048 pixels and under 2 MB as .claude-plugin/icon.png.';
    return [...found, finding('icon-missing', manifestFile, 'The plugin has no icon.', fix)];
  }
  if (place !== undefined && !isUsable(fs, place)) found.push(unusable(place));
  if (icon !== '' && !isUrl) {
    const path = posix.normalize(icon.replace(/^\.\//, ''));
    const isFile = !path.startsWith('/') && path.split('/')[0] !== '..' && fs.entry(path)?.kind === 'file';
    if (!isFile) {
      const message = `"icon" names ${quote(icon)}, which is no file of the plugin.`;
      found.push(finding('icon-invalid', manifestFile, message, 'Name a PNG or JPEG file of the plugin.'));
    } else if (!isUsable(fs, path)) found.push(unusable(path));
  }
  return found;
}

function writtenWrong(icon: string, isUrl: boolean): DirectoryFinding[] {
  if (!isUrl && climbsOut(icon)) {
    const message = `"icon" is ${quote(icon)}, which contains "..".`;
    return [finding('path-traversal', manifestFile, message, 'Write the plain path inside the plugin.')];
  }
  const isWrong = isUrl ? !isListingUrl(icon, false) : /["'<>\\`& \p{Cc}]/u.test(icon);
  if (!isWrong) return [];
  const message = `"icon" is ${quote(icon)}, which the directory does not show.`;
  const fix = 'Write a plain path inside the plugin, or an https:// address.';
  return [finding('listing-url-scheme', manifestFile, message, fix)];
}

const unusable = (path: string) =>
  finding(
    'icon-invalid',
    path,
    `${quote(path)} is not an icon that the directory can use: it is too large, has the content of another format, or is an SVG that runs or loads something.`,
    'Save it as a square PNG under 2 MB.',
  );

/** Whether a path contains "..", as it is or once its percent signs are decoded up to three times. */
export function climbsOut(path: string): boolean {
  let text = path;
  for (let round = 0; ; round++) {
    if (text.replaceAll('\\', '/').includes('..') || /%2e/i.test(text)) return true;
    const decoded = text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    if (round === 3 || decoded === text) return false;
    text = decoded;
  }
}

function isUsable(fs: FileSystem, path: string): boolean {
  const entry = fs.entry(path);
  const bytes =
    entry === undefined || entry.bytes > mostIconBytes ? undefined : fs.read(entry, mostIconBytes);
  if (bytes === undefined || bytes.length < 12) return false;
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  switch (posix.extname(path).toLowerCase()) {
    case '.png':
      return start.startsWith('\x89PNG\r\n\x1a\n');
    case '.jpg':
    case '.jpeg':
      return start.startsWith('\xff\xd8\xff');
    case '.webp':
      return start.startsWith('RIFF') && start.endsWith('WEBP');
    case '.svg':
      return isHarmlessSvg(Buffer.from(bytes).toString('utf8'));
    default:
      return false;
  }
}

const activeElements =
  /<\s*(?:script|foreignobject|animate|animatemotion|animatetransform|set|discard|style|iframe|embed|object)\b/i;

function isHarmlessSvg(svg: string): boolean {
  const lower = svg.toLowerCase();
  return (
    lower.slice(0, 1024).includes('<svg') &&
    !/<!(?:doctype|entity)/.test(withoutComments(lower)) &&
    !activeElements.test(svg) &&
    !/\son[a-z]+\s*=/i.test(svg) &&
    !/href\s*=\s*(?:["']\s*)?[^"'#\s>]/i.test(svg) &&
    !lower.includes('javascript:') &&
    !lower.includes('@import')
  );
}

function withoutComments(text: string): string {
  const [first = '', ...rest] = text.split('<!--');
  return (
    first + rest.map((part) => (part.includes('-->') ? part.slice(part.indexOf('-->') + 3) : '')).join('')
  );
}
