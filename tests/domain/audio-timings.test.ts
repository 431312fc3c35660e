import { describe, expect, it } from 'vitest';
import { toAudioTimings } from '#lib/domain/audio-timings.ts';
import type { Inline } from '#lib/domain/document.ts';
import type { Programme } from '#lib/domain/programme.ts';
import { toUtterance } from '#lib/domain/speech/utterance.ts';
import { toAudioVtt } from '#lib/export/audio-vtt.ts';

const at = { file: 'x.md', line: 1, column: 1 };
const text = (value: string): Inline => ({ type: 'text', value, at });
const voice = { provider: 'espeak' as const, voice: 'es-419+f1', rate: 175, pitch: 50, pace: 1 };
const line = (cue: number | undefined, content: Inline[], speaker?: string) => ({
  type: 'line' as const,
  cue,
  at,
  voice,
  speaker,
  utterance: toUtterance(content, 'es'),
  filled: [],
  restSeconds: 0.25
});

const programme: Programme = {
  language: 'es',
  slug: 'rosa',
  title: 'Rosa pregunta',
  draft: true,
  steps: [
    line(undefined, [text('Borrador.')]),
    line(2, [text('¿Quién paga? Llama al 1818.')], 'ROSA'),
    { type: 'pause', seconds: 1 },
    line(4, [
      text('Radio '),
      { type: 'link', reference: { scheme: 'blank', id: 'station' }, content: [text('nombre')], at },
      text(': contigo.')
    ])
  ],
  lines: []
};
const lines = [
  { cue: 2, startSeconds: 2, durationSeconds: 3, partSeconds: [2] },
  { cue: 4, startSeconds: 6, durationSeconds: 3, partSeconds: [6, 6.5, 7.5] }
];
const timingsOf = (wordSeconds: number[] | undefined) =>
  toAudioTimings({
    programme,
    lines,
    takes: [{ wordSeconds: [0] }, { wordSeconds }, { wordSeconds: [0] }, { wordSeconds: [0.125] }],
    voice: 'espeak-ng es-419',
    seconds: 9.2
  });

describe('timings of an audio', () => {
  it('begin each phrase with its first word, and a blank with its tone', () => {
    expect(timingsOf([0.02, 0.4, 0.98, 1.2, 1.4, 1.6, 1.9, 2.1])).toEqual({
      language: 'es',
      title: 'Rosa pregunta',
      draft: true,
      seconds: 9.2,
      voice: 'espeak-ng es-419',
      lines: [
        {
          cue: 2,
          speaker: 'ROSA',
          startSeconds: 2,
          durationSeconds: 3,
          phrases: [
            { startSeconds: 2.02, text: '¿Quién paga?' },
            { startSeconds: 2.98, text: 'Llama al 1818.' }
          ]
        },
        {
          cue: 4,
          startSeconds: 6,
          durationSeconds: 3,
          phrases: [
            { startSeconds: 6, text: 'Radio' },
            { startSeconds: 6.5, text: 'nombre', blank: true },
            { startSeconds: 7.63, text: ': contigo.' }
          ]
        }
      ]
    });
  });

  it('are estimated where a voice gives no times, or not one for each word', () => {
    for (const wordSeconds of [undefined, [0.02, 0.4]]) {
      const [first, second] = timingsOf(wordSeconds).lines[0]?.phrases ?? [];
      expect(first?.startSeconds).toBe(2);
      expect(second?.startSeconds).toBeGreaterThan(2.5);
      expect(second?.startSeconds).toBeLessThan(4);
    }
  });

  it('count a person’s take as the whole line, its blanks included: the next line keeps its own', () => {
    const [slate, plain, pause, withBlank] = programme.steps;
    const read: Programme = { ...programme, steps: [slate, withBlank, pause, plain].flatMap((step) => step ?? []) };
    const takes = [{}, { whole: true }, { wordSeconds: [0.02, 0.4, 0.98, 1.2, 1.4, 1.6, 1.9, 2.1] }];
    const mixed = [
      { cue: 4, startSeconds: 6, durationSeconds: 3, partSeconds: [6] },
      { cue: 2, startSeconds: 9, durationSeconds: 3, partSeconds: [9] }
    ];
    const [whole, next] = toAudioTimings({ programme: read, lines: mixed, takes, voice: 'x', seconds: 12 }).lines;
    const starts = whole?.phrases.map(({ startSeconds }) => startSeconds) ?? [];
    expect(whole?.phrases.map(({ text }) => text)).toEqual(['Radio', 'nombre', ': contigo.']);
    expect(new Set(starts).size).toBe(3);
    expect(starts).toEqual(starts.toSorted((one, other) => one - other));
    expect(next?.phrases.map(({ startSeconds }) => startSeconds)).toEqual([9.02, 9.98]);
  });

  it('make captions: the slate, who speaks, and short phrases together', () => {
    expect(toAudioVtt(timingsOf([0.02, 0.4, 0.98, 1.2, 1.4, 1.6, 1.9, 2.1]))).toBe(`WEBVTT

NOTE
Rosa pregunta
Voz sintética (espeak-ng es-419).

slate
00:00:00.000 --> 00:00:02.000
Borrador. Nadie ha revisado todavía
este texto. Habla una voz sintética.

c2.1
00:00:02.020 --> 00:00:05.000
<v ROSA>¿Quién paga? Llama al 1818.

c4.1
00:00:06.000 --> 00:00:09.000
Radio [nombre]: contigo.
`);
  });

  it.each([
    [true, 'mixed', 'Borrador. Nadie ha revisado todavía este texto. Hablan personas y también una voz sintética.'],
    [true, 'people', 'Borrador. Nadie ha revisado todavía este texto.'],
    [false, 'mixed', 'Hablan personas y también una voz sintética.'],
    [false, undefined, 'Habla una voz sintética.'],
    [false, 'people', '']
  ] as const)('say who speaks as it is heard: draft %s, people %s', (draft, voices, slate) => {
    const people = voices && { voices, names: ['Julia'] };
    const vtt = toAudioVtt({ ...timingsOf(undefined), draft, ...(people ? { people } : {}) });
    const said = vtt.split('\n\n').filter((caption) => caption.startsWith('slate'));
    expect(said.map((caption) => caption.split('\n').slice(2).join(' ')).join(' ')).toBe(slate);
    expect(vtt.includes('Voz sintética (espeak-ng es-419)')).toBe(voices === undefined);
    expect(vtt.includes('Con las voces de Julia')).toBe(voices !== undefined);
  });

  it('begins no caption with the mark that closes the one before', () => {
    const vtt = toAudioVtt({
      language: 'es',
      title: 'x',
      draft: false,
      seconds: 12,
      voice: 'v',
      lines: [
        {
          cue: 2,
          startSeconds: 0,
          durationSeconds: 12,
          phrases: [
            {
              startSeconds: 0,
              text: 'Buenos días, familia, desde todas las comunidades de la provincia les habla Radio'
            },
            { startSeconds: 7, text: 'nombre de la radio' },
            { startSeconds: 8, text: '. Hoy suena un celular en una cocina y alguien contesta sin preguntar quién es.' }
          ]
        }
      ]
    });
    expect(vtt).toContain('nombre de la radio.\n');
    expect(vtt).toMatch(/\nHoy suena un celular/);
  });
});
