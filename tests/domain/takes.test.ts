import { describe, expect, it } from 'vitest';
import type { Inline } from '#lib/domain/document.ts';
import {
  creditNames,
  isOverlong,
  lineWords,
  matchTakes,
  takesFile,
  toTakesFile,
  type PersonTake
} from '#lib/domain/takes.ts';
import { takeOf } from '../support/takes.ts';

const at = { file: 'es.md', line: 1, column: 1 };
const text = (value: string): Inline => ({ type: 'text', value, at });

const take = (cue: number, words: string, more: Partial<PersonTake> = {}): PersonTake => {
  const { audio: _, ...kept } = takeOf({ slug: 'la-llamada', language: 'es', cue, speaker: 'rosa', words, ...more });
  return kept;
};
const line = (cue: number, words: string, speaker = 'rosa') => ({ cue, words, speaker });
const matched = (lines: ReturnType<typeof line>[], takes: PersonTake[]) => {
  const { current, stale, left } = matchTakes(lines, takes);
  const words = (found: ReadonlyMap<number, PersonTake>) => [...found].map(([cue, { words }]) => `${cue} ${words}`);
  return { current: words(current), stale: words(stale), left: left.map(({ words }) => words) };
};

describe('the words of a line', () => {
  it('are what a person reads: marks away, open blanks in brackets', () => {
    const content: Inline[] = [
      text('Les  habla '),
      { type: 'strong', content: [text('Radio')], at },
      text(' '),
      { type: 'link', reference: { scheme: 'blank', id: 'station' }, content: [text('nombre de la radio')], at },
      { type: 'break', at },
      { type: 'link', reference: { scheme: 'contact', id: 'x' }, content: [text('1818')], at },
      text('.')
    ];
    expect(lineWords(content)).toBe('Les habla Radio [nombre de la radio] 1818.');
  });
});

describe('takes and lines', () => {
  it('belong together by their words', () => {
    expect(matched([line(2, 'Hola'), line(4, 'Chau')], [take(4, 'Chau'), take(2, 'Hola')])).toEqual({
      current: ['2 Hola', '4 Chau'],
      stale: [],
      left: []
    });
  });

  it('stay together when a line is put before them', () => {
    expect(matched([line(2, 'Nueva'), line(3, 'Hola')], [take(2, 'Hola')])).toEqual({
      current: ['3 Hola'],
      stale: [],
      left: []
    });
  });

  it('are stale once the words are others, and never another speaker’s', () => {
    const lines = [line(2, 'Hola, Radio Sol'), line(3, 'Hola', 'pedro')];
    expect(matched(lines, [take(2, 'Hola, Radio Luna'), take(3, 'Hola')])).toEqual({
      current: [],
      stale: ['2 Hola, Radio Luna'],
      left: ['Hola']
    });
  });

  it('of the same words go by their cue; of one line the newest counts', () => {
    const again = [
      take(5, 'Sí', { recordedOn: '2026-01-02' }),
      take(2, 'Sí'),
      take(2, 'Sí', { recordedOn: '2026-01-01' })
    ];
    const { current, left } = matchTakes([line(2, 'Sí'), line(5, 'Sí')], again);
    expect([...current].map(([cue, { cue: from, recordedOn }]) => [cue, from, recordedOn])).toEqual([
      [2, 2, '2026-11-20'],
      [5, 5, '2026-01-02']
    ]);
    expect(left).toHaveLength(1);
  });
});

describe('people', () => {
  const credits = [
    { language: 'quz' as const, slug: 'a', speaker: 'rosa', name: 'Julia Quispe' },
    { language: 'quz' as const, slug: 'a', speaker: 'pedro', name: '' },
    { language: 'es' as const, slug: 'a', speaker: 'rosa', name: 'Otra' }
  ];
  it('are named once, as they wish, where they are heard', () => {
    const named = (...speakers: string[]) => creditNames(credits, { language: 'quz', slug: 'a', speakers });
    expect(named('rosa', 'pedro', 'rosa')).toEqual(['Julia Quispe']);
    expect(named('pedro')).toEqual([]);
  });
});

it('a programme brought as one line is overlong, a slow reader is not', () => {
  expect([304, 9, 5].map((seconds) => isOverlong(seconds, 3))).toEqual([true, false, false]);
  expect(isOverlong(2.4, 0.7)).toBe(false);
});

describe('tomas.json', () => {
  const file = toTakesFile({ takes: [take(2, 'Hola')], credits: [] });
  it('comes back the same', () => {
    expect(takesFile.parseSource(takesFile.toSource(file)).value).toEqual(file);
  });

  it.each([
    ['{', '', 'not-json'],
    [{ ...file, format: 'willakuy-station' }, '', 'foreign'],
    [{ ...file, version: 2 }, '', 'newer'],
    [{ ...file, takes: [{ ...take(2, 'Hola'), file: '../../etc/passwd' }] }, 'takes.0.file', 'bad-value'],
    [{ ...file, takes: [{ ...take(2, 'Hola'), file: 'audio/../../a.wav' }] }, 'takes.0.file', 'bad-value'],
    [{ ...file, takes: [{ ...take(2, 'Hola'), file: '/audio/a.wav' }] }, 'takes.0.file', 'bad-value'],
    [{ ...file, takes: [{ ...take(2, 'Hola'), file: 'audio/a.exe' }] }, 'takes.0.file', 'bad-value'],
    [{ ...file, takes: [{ ...take(2, 'Hola'), words: 'a\u202Eb' }] }, 'takes.0.words', 'invisible'],
    [{ ...file, takes: [{ ...take(2, 'Hola'), recordedOn: '2026-02-30' }] }, 'takes.0.recordedOn', 'bad-value'],
    [{ ...file, takes: [{ ...take(2, 'Hola'), extra: 1 }] }, 'takes.0.extra', 'unknown'],
    [
      { ...file, credits: [{ language: 'es', slug: 'a', speaker: 'b', name: 'x'.repeat(81) }] },
      'credits.0.name',
      'too-long'
    ]
  ])('refuses %.60j', (value, field, problem) => {
    const { issues } = takesFile.parseSource(typeof value === 'string' ? value : JSON.stringify(value));
    expect(issues[0]).toMatchObject({ field, problem });
  });
});
