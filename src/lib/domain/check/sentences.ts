/** The sentence of a text around an offset. Decimals and abbreviations keep their dots: a sentence ends before white space. */
export function sentenceAround(text: string, offset: number): string {
  const before = [...text.slice(0, offset).matchAll(/[.!?…]["»)]*\s+|\n/g)].at(-1);
  const start = before ? before.index + before[0].length : 0;
  const after = /[.!?…]["»)]*(?=\s|$)|\n/.exec(text.slice(offset));
  return text.slice(start, after ? offset + after.index : text.length);
}
