import { manifestFile } from '../../../plugin/read-manifest.ts';
import { quote } from '../../diagnostic.ts';
import { type Finding, pluginRule } from '../../rule.ts';
import { foldConfusables, isMixedScript } from '../../text/confusables.ts';
import { brandSkeleton, claims } from '../../text/names.ts';

/** Names that people trust and that are long enough for a look-alike to be no accident. */
const brands = [
  'airtable',
  'amazon',
  'android',
  'anthropic',
  'apple',
  'atlassian',
  'azure',
  'chatgpt',
  'claude',
  'cloudflare',
  'confluence',
  'cursor',
  'databricks',
  'datadog',
  'docker',
  'dropbox',
  'elastic',
  'facebook',
  'figma',
  'firebase',
  'gemini',
  'github',
  'gitlab',
  'google',
  'grafana',
  'heroku',
  'hubspot',
  'instagram',
  'intercom',
  'jetbrains',
  'kubernetes',
  'linear',
  'linkedin',
  'microsoft',
  'mongodb',
  'netlify',
  'notion',
  'nvidia',
  'openai',
  'oracle',
  'paypal',
  'playwright',
  'postgres',
  'postman',
  'pytorch',
  'salesforce',
  'sentry',
  'shopify',
  'slack',
  'snowflake',
  'spotify',
  'stripe',
  'supabase',
  'telegram',
  'terraform',
  'twilio',
  'vercel',
  'whatsapp',
  'wordpress',
  'youtube',
  'zendesk',
];
const skeletons = new Map(brands.map((brand) => [brandSkeleton(brand), brand]));

export const rule = pluginRule(
  { id: 'name-impersonation', version: 2, authority: 'marketplace', severity: 'error', waivable: true },
  ({ plugin, report }) => {
    const finding = judge(plugin.name.toLowerCase());
    if (finding !== undefined) report({ file: manifestFile, at: { json: ['name'] }, ...finding });
    const { displayName, author } = plugin.manifest;
    const shown: [what: string, text: string | undefined, keys: string[]][] = [
      ['display name', displayName, ['displayName']],
      ["author's name", author?.name, ['author', 'name']],
    ];
    for (const [what, text, json] of shown) {
      const imitation = text === undefined ? undefined : judgeShown(what, text.slice(0, longest));
      if (imitation !== undefined) report({ file: manifestFile, at: { json }, ...imitation });
    }
  },
);

/** Characters of a name that are looked at. */
const longest = 1_000;

/** Looks for letters of another script that pass for Latin ones. Whole words of another script are a language, unless they read as a brand. */
function judgeShown(what: string, text: string): Pick<Finding, 'message' | 'fix'> | undefined {
  for (const word of text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []) {
    const read = foldConfusables(word);
    const isBrand = skeletons.has(brandSkeleton(read)) || claims.has(read);
    const isPlain = /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]*$/u.test(word.normalize('NFC'));
    const isStyled = isPlain && isBrand && !/^[\p{M}\x20-\u024f]*$/u.test(word.normalize('NFC'));
    if (!isMixedScript(word) && !(isBrand && !isPlain) && !isStyled) continue;
    return {
      message: `Disallowed letters in the ${what} ${quote(text)}: ${quote(word)} reads as ${quote(read)} and is spelt in other letters.`,
      fix: 'Write each word in the letters of one script.',
    };
  }
  return undefined;
}

function judge(name: string): Pick<Finding, 'message' | 'fix'> | undefined {
  const words = name.split(/[^a-z0-9$@|]+/).filter(Boolean);
  for (const word of [...words, words.join('')]) {
    const brand = skeletons.get(brandSkeleton(word));
    if (brand === undefined || word === brand) continue;
    return {
      message: `Disallowed name ${quote(name)}: ${quote(word)} reads as ${quote(brand)}.`,
      fix: `Spell ${quote(brand)} as its owner does, or leave it out.`,
    };
  }
  const claim = words.find((word) => claims.has(word));
  if (claim === undefined) return undefined;
  return {
    message: `Disallowed word ${quote(claim)} in the name ${quote(name)}: a name cannot vouch for its owner.`,
    fix: `Leave ${quote(claim)} out of the name.`,
  };
}
