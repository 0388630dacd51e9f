import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A key and a certificate of its own for one host, both as PEM, good from 2020 to 2049. */
export function selfSignedCertificate(host: string): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const toBeSigned = body(host, publicKey);
  const signature = sign('sha256', toBeSigned, privateKey);
  const der = sequence(toBeSigned, ecdsaWithSha256, value(0x03, Buffer.from([0]), signature));
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

/** What is signed: https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
function body(host: string, publicKey: KeyObject): Buffer {
  const name = sequence(value(0x31, sequence(oid(0x55, 0x04, 0x03), value(0x0c, Buffer.from(host)))));
  const time = (text: string) => value(0x17, Buffer.from(text));
  const extension = (id: Buffer, content: Buffer) => sequence(id, value(0x04, content));
  return sequence(
    // Version 3.
    value(0xa0, value(0x02, Buffer.from([2]))),
    value(0x02, Buffer.from([1])),
    ecdsaWithSha256,
    name,
    sequence(time('200101000000Z'), time('490101000000Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    value(
      0xa3,
      sequence(
        // Its own authority, so that whoever trusts it needs nothing else.
        extension(oid(0x55, 0x1d, 0x13), sequence(value(0x01, Buffer.from([0xff])))),
        extension(oid(0x55, 0x1d, 0x11), sequence(value(0x82, Buffer.from(host)))),
      ),
    ),
  );
}

/** One value in DER: tag, length, content. */
function value(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...contents: Buffer[]): Buffer => value(0x30, ...contents);
const oid = (...bytes: number[]): Buffer => value(0x06, Buffer.from(bytes));
const ecdsaWithSha256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
