/** A text in which a number and its percent sign stay on one line. */
export const keepPercents = (text: string): string => text.replace(/(\d) %/g, '$1\u00a0%');
