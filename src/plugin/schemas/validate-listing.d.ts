/** Whether a value is a listing. It stops at the first mistake, because a hostile list may hold a million. */
export const validate: (value: unknown) => boolean;
