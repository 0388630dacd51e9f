/** The version of the host, which a plugin's `listing.json` may ask for with `host.minVersion`. */
export const hostVersion = '1.0.0';
