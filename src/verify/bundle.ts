import { verify, X509Certificate } from 'node:crypto';
import { asList, asRecord, asText, jsonValue, own } from '../plugin/values.ts';

/** What an attestation says about a file, as far as that can be checked offline. */
export type Attested = {
  /** Whether an attestation is about exactly this file, signed with its own certificate, which is one of this repository. */
  ok: boolean;
  /** The signer by the certificate: the address of a workflow. */
  signer?: string;
  /** Sentences about what is wrong. */
  problems: readonly string[];
  /** What was not verified, and how to verify it. */
  unverified: string;
};

/** What an attestation is about, and who signed it. */
type Statement = { subjects: string[]; signer: string | undefined; isSigned: boolean };

/**
 * Reads a Sigstore bundle, several of them one a line as `gh attestation download` writes them, or an answer of GitHub's API.
 * https://docs.sigstore.dev/about/bundle/
 * @param sha256 of the file that it should be about, lower-case hex
 * @param repository `owner/name` on GitHub, whose workflow should have signed it
 */
export function readAttestation(
  text: string,
  { sha256, repository, file }: { sha256: string; repository: string; file: string },
): Attested {
  const unverified = `Not verified here: that Sigstore issued the certificate, and that the signature was logged while it was valid. "gh attestation verify ${file} --repo ${repository}" does that.`;
  const statements = bundlesIn(text).map(readBundle);
  const fail = (problem: string, signer?: string): Attested => ({
    ok: false,
    ...(signer === undefined ? {} : { signer }),
    problems: [problem],
    unverified,
  });
  const read = statements.filter((statement) => statement !== undefined);
  if (read.length === 0) return fail('It contains no Sigstore bundle with a signed statement.');
  const about = read.filter(({ subjects }) => subjects.includes(sha256));
  const [first] = about;
  if (first === undefined)
    return fail(`It is about another file: none of its digests is ${sha256}.`, read[0]?.signer);
  const signed = about.filter(({ isSigned }) => isSigned);
  if (signed.length === 0) return fail('Its signature does not match its certificate.', first.signer);
  const start = `https://github.com/${repository}/`.toLowerCase();
  const own = signed.find(({ signer }) => signer?.toLowerCase().startsWith(start) === true);
  if (own === undefined) {
    return fail(
      `It was signed by ${JSON.stringify(signed[0]?.signer ?? 'nobody')}, not by a workflow of "${repository}".`,
      signed[0]?.signer,
    );
  }
  return { ok: true, ...(own.signer === undefined ? {} : { signer: own.signer }), problems: [], unverified };
}

function bundlesIn(text: string): unknown[] {
  const values = jsonValue(text) ?? text.split('\n').flatMap((line) => jsonValue(line) ?? []);
  return asList(values).flatMap((value) => {
    const attestations = own(asRecord(value), 'attestations');
    return Array.isArray(attestations)
      ? attestations.map((attestation) => own(asRecord(attestation), 'bundle'))
      : [value];
  });
}

function readBundle(bundle: unknown): Statement | undefined {
  const envelope = asRecord(own(asRecord(bundle), 'dsseEnvelope'));
  const type = asText(own(envelope, 'payloadType'));
  const payload = asText(own(envelope, 'payload'));
  const certificate = certificateOf(asRecord(own(asRecord(bundle), 'verificationMaterial')));
  if (type === undefined || payload === undefined) return undefined;
  const bytes = Buffer.from(payload, 'base64');
  const statement = asRecord(jsonValue(bytes.toString('utf8')));
  const subjects = asList(own(statement, 'subject')).flatMap(
    (subject) => asText(own(asRecord(own(asRecord(subject), 'digest')), 'sha256')) ?? [],
  );
  // https://github.com/secure-systems-lab/dsse/blob/master/protocol.md#signature-definition
  const signed = Buffer.concat([
    Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${bytes.length} `),
    bytes,
  ]);
  const isSigned =
    certificate !== undefined &&
    asList(own(envelope, 'signatures')).some((signature) => {
      const sig = asText(own(asRecord(signature), 'sig'));
      return sig !== undefined && isSignature(signed, Buffer.from(sig, 'base64'), certificate);
    });
  return { subjects, signer: certificate === undefined ? undefined : signerOf(certificate), isSigned };
}

/** The signer's own certificate, of newer bundles and of those that hold a chain. */
function certificateOf(material: Record<string, unknown>): X509Certificate | undefined {
  const chain = asList(own(asRecord(own(material, 'x509CertificateChain')), 'certificates'));
  const raw = asText(own(asRecord(own(material, 'certificate') ?? chain[0]), 'rawBytes'));
  try {
    return raw === undefined ? undefined : new X509Certificate(Buffer.from(raw, 'base64'));
  } catch {
    return undefined;
  }
}

function isSignature(bytes: Buffer, signature: Buffer, { publicKey }: X509Certificate): boolean {
  try {
    return verify(publicKey.asymmetricKeyType === 'ed25519' ? null : 'sha256', bytes, publicKey, signature);
  } catch {
    return false;
  }
}

/** The address among the certificate's alternative names: `URI:https://github.com/owner/name/.github/workflows/…`. */
function signerOf({ subjectAltName }: X509Certificate): string | undefined {
  return /(?:^|, )URI:(https:\/\/[\x21-\x2b\x2d-\x7e]+)(?:,|$)/.exec(subjectAltName ?? '')?.[1];
}
