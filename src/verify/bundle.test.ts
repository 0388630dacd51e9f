import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAttestation } from './bundle.ts';

/** A bundle about the text `registry\n`, signed with a certificate in the name of a workflow of `owner/shop`. */
const text = readFileSync(join(import.meta.dirname, 'fixtures/attestation.json'), 'utf8');
type Bundle = {
  verificationMaterial: { certificate: { rawBytes: string } };
  dsseEnvelope: { payload: string; payloadType: string; signatures: { sig: string }[] };
};
const sha256 = hash('sha256', 'registry\n');
const asked = { sha256, repository: 'owner/shop', file: 'registry.json' };

/** The bundle with a change. */
function changed(change: (bundle: Bundle) => void): string {
  const bundle = JSON.parse(text) as Bundle;
  change(bundle);
  return JSON.stringify(bundle);
}

const signer = 'https://github.com/owner/shop/.github/workflows/publish.yml@refs/heads/main';
const good = {
  ok: true,
  signer,
  problems: [],
  unverified: expect.stringContaining('gh attestation verify registry.json --repo owner/shop') as string,
};

test('an attestation of this very file, alone, on one line among others, and as the API gives it', () => {
  expect(readAttestation(text, asked)).toEqual(good);
  const line = JSON.stringify(JSON.parse(text));
  expect(readAttestation(`{"other":1}\n${line}\n`, asked)).toEqual(good);
  expect(readAttestation(JSON.stringify({ attestations: [{ bundle: JSON.parse(text) }] }), asked)).toEqual(
    good,
  );
  const chain = changed((bundle) => {
    const { certificate } = bundle.verificationMaterial;
    bundle.verificationMaterial = { x509CertificateChain: { certificates: [certificate] } } as never;
  });
  expect(readAttestation(chain, asked)).toEqual(good);
});

const payload = (bundle: Bundle) => Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString('utf8');

test.each([
  ['another file', text, { sha256: hash('sha256', 'another\n') }, 'about another file'],
  ['another repository', text, { repository: 'owner/other' }, 'not by a workflow of "owner/other"'],
  ['a repository whose name only begins so', text, { repository: 'owner/sho' }, 'not by a workflow'],
  [
    'a statement that was changed after it was signed',
    changed((bundle) => {
      bundle.dsseEnvelope.payload = Buffer.from(
        payload(bundle).replace(sha256, hash('sha256', 'evil')),
      ).toString('base64');
    }),
    { sha256: hash('sha256', 'evil') },
    'signature does not match',
  ],
  [
    'a signature of something else',
    changed((bundle) => {
      bundle.dsseEnvelope.payloadType = 'text/plain';
    }),
    {},
    'signature does not match',
  ],
  [
    'no signature',
    changed((bundle) => {
      bundle.dsseEnvelope.signatures = [];
    }),
    {},
    'signature does not match',
  ],
  [
    'a certificate that is none',
    changed((bundle) => {
      bundle.verificationMaterial.certificate.rawBytes = 'AAAA';
    }),
    {},
    'signature does not match',
  ],
  ['no bundle', '{}', {}, 'no Sigstore bundle'],
  ['no JSON', '<html>', {}, 'no Sigstore bundle'],
  ['nothing', '', {}, 'no Sigstore bundle'],
  ['null', 'null', {}, 'no Sigstore bundle'],
])('refuses %s', (_, given, more, said) => {
  const read = readAttestation(given, { ...asked, ...more });
  expect(read.ok).toBe(false);
  expect(read.problems.join()).toContain(said);
});
