/** Pixels. The smallest that the places where links are shared show large: https://developers.facebook.com/docs/sharing/webmasters/images */
export const imageSize = { width: 600, height: 315 } as const;
