/** Whether a host stands for another, or is none that the whole network knows: https://www.rfc-editor.org/rfc/rfc2606 */
export function isPlaceholder(host: string): boolean {
  return (
    /(?:^|\.)(?:example|test|local|internal)(?:\.\w+)?$|^your|^(?:my|some)[-.]|^x+\.|^0\.0\.0\.0$|…/.test(
      host,
    ) ||
    /(?:^|\.)(?:domain|company|yourdomain|mydomain|yoursite|mysite|site|acme|host|server)\.(?:com|org|net|io)$/.test(
      host,
    ) ||
    !host.includes('.') ||
    /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(host)
  );
}
