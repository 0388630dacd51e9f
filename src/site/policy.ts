/**
 * What a page may load and run. The search engine is WebAssembly, without a worker, and is loaded where results have a place.
 * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
 * @param hasEngine whether the page loads the search engine
 */
export function contentPolicy(hasEngine: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'self'${hasEngine ? " 'wasm-unsafe-eval'" : ''}`,
    "connect-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}
