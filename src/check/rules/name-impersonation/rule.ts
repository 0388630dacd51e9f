import { manifestFile } from '../../../plugin/read-manifest.ts';
import { quote } from '../../diagnostic.ts';
import { type Finding, pluginRule } from '../../rule.ts';
import { brandSkeleton } from '../../text/names.ts';

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

/** Words that claim somebody's authority. */
const claims = new Set([
  'official',
  'officially',
  'verified',
  'trusted',
  'certified',
  'authentic',
  'genuine',
]);

export const rule = pluginRule(
  { id: 'name-impersonation', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  ({ plugin, report }) => {
    const finding = judge(plugin.name.toLowerCase());
    if (finding !== undefined) report({ file: manifestFile, at: { json: ['name'] }, ...finding });
  },
);

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
