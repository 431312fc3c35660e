/** A guide's short address: the same key once or twice. */
export const match = (code: string): boolean => /^([1-9])\1?$/.test(code);
