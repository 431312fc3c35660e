import { describe, expect, it } from 'vitest';
import { outCueOf, toControlSteps } from '#lib/domain/control-sheet.ts';
import type { Document, Inline } from '#lib/domain/document.ts';
import { toEdition } from '#lib/domain/edition.ts';
import { itemsOf } from '#lib/domain/library.ts';
import { compileText } from '#lib/server/markdown.ts';
import { readLibrary } from '#lib/server/library.ts';

const paragraph = async (body: string): Promise<Inline[]> => {
  const { document }: { document: Document } = await compileText('content/scripts/x/es.md', body, {
    termPath: '/es/glosario/'
  });
  const [first] = document.blocks;
  return first?.type === 'paragraph' ? first.content : [];
};
const seen = (text: string) => text.replaceAll('\u2060', '');

describe('the words for which the operator listens', () => {
  it.each([
    ['Presta tu mano. Con los dedos se pregunta.', '…los dedos se pregunta.'],
    ['¿Betty qué?', '¿Betty qué?'],
    ['Y el meñique cuida tu DNI: [nadie puede quedarse con él](fact:dni-retention).', '…puede quedarse con él.'],
    ['Les habla Radio [nombre de la radio](blank:station).', 'Les habla Radio ____.'],
    ['Así es, **de verdad**: *pregunta* siempre.', '…de verdad: pregunta siempre.']
  ])('%s → %s', async (line, expected) => {
    expect(seen(outCueOf(await paragraph(line)))).toBe(expected);
  });
});

describe('the control sheet', async () => {
  const { library } = await readLibrary('content');
  if (!library) throw new Error('la biblioteca no se puede leer');
  const scripts = itemsOf(library, 'script').flatMap((item) =>
    Object.values(item.texts).map((text) => ({ file: text.file, script: toEdition(library, item, text).script }))
  );

  it.each(scripts)('of $file has every sound, pause and open time, each after the right words', ({ script }) => {
    if (!script) throw new Error('no es un guion');
    const steps = toControlSteps(script);
    expect(steps.map(({ timed }) => timed)).toEqual(script.cues.filter(({ cue }) => cue.type !== 'line'));
    for (const { timed, after, follows } of steps) {
      const before = script.cues[timed.cue.number - 2]?.cue;
      if (before?.type === 'line') {
        expect(after).toEqual({ speaker: before.speaker, words: outCueOf(before.content) });
        expect(follows).toBeUndefined();
      } else {
        expect(after).toBeUndefined();
        expect(follows).toBe(before?.number);
      }
    }
  });
});
