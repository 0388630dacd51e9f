/** Names of the machine itself: https://www.rfc-editor.org/rfc/rfc6761#section-6.3, https://www.rfc-editor.org/rfc/rfc6890#section-2.2 */
const ownMachine = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether a host is the user's own machine. */
export function isOwnMachine(host: string): boolean {
  return ownMachine.test(host);
}

/** Whether an address leads to the user's own machine. False where that is only known when it is used. */
export function isOwnAddress(address: string): boolean {
  return URL.canParse(address) && isOwnMachine(new URL(address).hostname);
}
