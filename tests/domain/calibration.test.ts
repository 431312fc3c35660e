import { describe, expect, it } from 'vitest';
import { toPassage, toReadingFactor } from '#lib/domain/calibration.ts';
import { fillEdition } from '#lib/domain/edition.ts';
import { textIn } from '#lib/domain/item.ts';
import { toEdition } from '#lib/domain/edition.ts';
import { languageCodes } from '#lib/domain/language.ts';
import { itemsOf } from '#lib/domain/library.ts';
import { emptyStation, withReadingFactor } from '#lib/domain/station.ts';
import { getContent } from '#lib/server/content.ts';

describe('a page to read aloud', async () => {
  const { library } = await getContent();
  const item = itemsOf(library, 'script').find(({ slug }) => slug === 'la-llamada');

  it.each(languageCodes)('%s: some 40 seconds of a real script, without blanks', (code) => {
    const text = item && textIn(item, code);
    const script = item && text && toEdition(library, item, text).script;
    const passage = toPassage(script ?? { cues: [] });
    expect(passage.seconds).toBeGreaterThanOrEqual(40);
    expect(passage.seconds).toBeLessThan(60);
    expect(passage.paragraphs.length).toBeGreaterThan(5);
    expect(passage.paragraphs.join(' ')).not.toContain(code === 'es' ? 'nombre de la radio' : 'radiop sutin');
  });

  it('gives the factor by which every line is then longer', () => {
    const passage = { paragraphs: [''], seconds: 40 };
    expect(toReadingFactor(44, passage)).toBe(1.1);
    const text = item && textIn(item, 'es');
    if (!item || !text) throw new Error('no text');
    const edition = toEdition(library, item, text);
    const slower = fillEdition(edition, withReadingFactor(emptyStation, 'es', 1.1));
    const line = (one: typeof edition) =>
      one.script?.cues.find(({ cue }) => cue.type === 'line')?.timing.durationSeconds ?? 0;
    expect(line(slower) / line(edition)).toBeCloseTo(1.1, 5);
  });

  it.each([0.3, 5, 90, 0, Infinity, NaN])('does not believe %d seconds for a page of 40', (seconds) => {
    expect(toReadingFactor(seconds, { paragraphs: [''], seconds: 40 })).toBeUndefined();
  });
});
