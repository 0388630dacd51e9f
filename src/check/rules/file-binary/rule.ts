import type { SourceFile } from '../../../plugin/source.ts';
import { quote } from '../../diagnostic.ts';
import { type Finding, pluginRule } from '../../rule.ts';

const picture = /\.(?:png|jpe?g|gif|webp|ico|avif)$/i;
const media =
  /\.(?:mp3|m4a|ogg|oga|opus|wav|flac|mp4|webm|mov|pdf|woff2?|ttf|otf|bmp|tiff?|docx|xlsx|pptx|dotx|xltx|potx|od[tsp])$/i;
const font = /\.(?:woff2?|ttf|otf)$/i;
/** How WOFF, WOFF2, TrueType and OpenType files start, in hex. */
const fontSignature = /^(?:774f4646|774f4632|00010000|4f54544f|74727565)/;
/** How archives and programs start that are text by chance. */
const packed = /^(?:PK|MZ|\x7fELF|Rar!|7z|BZh|dex\n|!<arch>|xar!|MSCF)/;
const program =
  /\.(?:exe|dll|so|dylib|scr|msi|elf|ko|node|wasm|class|pyc|pyo|pyd|beam|dex|apk|ipa|deb|rpm|appimage|dmg|iso)$/i;
const archive =
  /\.(?:zip|jar|war|ear|tar|gz|tgz|bz2|xz|zst|7z|rar|cab|whl|egg|gem|crate|nupkg|vsix|crx|xpi|mcpb|dxt|asar)$/i;
const keys = /\.(?:p12|pfx|jks|keystore|kdbx|der|ppk)$/i;

/** How PNG, JPEG, GIF, WebP, ICO and AVIF files start, in hex: https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern */
const signatures = [
  /^89504e470d0a1a0a/,
  /^ffd8ff/,
  /^474946383[79]61/,
  /^52494646.{8}57454250/,
  /^0000(?:01|02)00/,
  /^.{8}66747970/,
];

export const rule = pluginRule(
  { id: 'file-binary', version: 2, authority: 'marketplace', severity: 'error', waivable: true },
  ({ source, report }) => {
    for (const file of source.files.values()) {
      if (file.kind === 'link' || file.kind === 'unread') continue;
      const found = judge(file);
      if (found !== undefined) report({ file: file.path, ...found });
    }
  },
);

function judge(file: SourceFile): Pick<Finding, 'message' | 'fix' | 'severity'> | undefined {
  const dot = file.path.lastIndexOf('.');
  const ending = dot > file.path.lastIndexOf('/') ? file.path.slice(dot) : '';
  const refused = (what: string, fix: string) => ({
    message: `Disallowed ${what}, ${quote(file.path)}: nobody can read what it does.`,
    fix,
  });
  // Named as an archive or a program, and text that everybody can read.
  if (file.kind === 'text' && !packed.test(file.text ?? '') && (archive.test(ending) || program.test(ending)))
    return undefined;
  if (program.test(ending))
    return refused(
      'compiled program',
      'Ship the source, or let the user install the program from its own publisher.',
    );
  if (archive.test(ending)) return refused('archive', 'Unpack it into the plugin.');
  if (keys.test(ending))
    return {
      message: `Disallowed key store, ${quote(file.path)}: what it holds can unlock something.`,
      fix: 'Remove it, and replace the keys in it.',
    };
  if (file.kind !== 'binary') return undefined;
  if (file.executable)
    return refused('executable file that is not text', 'Remove it, or chmod -x it if it is a picture.');
  if (picture.test(ending)) {
    if (signatures.some((signature) => signature.test(file.head ?? ''))) return undefined;
    return refused('file that is named as a picture but is none', 'Remove it, or save the picture again.');
  }
  if (font.test(ending) && fontSignature.test(file.head ?? '')) return undefined;
  if (media.test(ending)) {
    return {
      message: `Expected a plugin to hold text, pictures and fonts, but ${quote(file.path)} is none of them.`,
      fix: 'Publish it elsewhere and link to it, or remove it.',
      severity: 'warning',
    };
  }
  return refused('file that is not text', 'Write it as UTF-8 text, or remove it.');
}
