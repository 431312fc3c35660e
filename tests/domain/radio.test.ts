import { describe, expect, it } from 'vitest';
import { textOf } from '#lib/domain/document.ts';
import { toCues, type Cue } from '#lib/domain/radio.ts';
import type { SoundVocabulary } from '#lib/domain/sound.ts';
import { compileText } from '#lib/server/markdown.ts';

const sounds: SoundVocabulary = {
  sounds: [
    { id: 'bed', name: { es: 'Cortina andina', quz: 'Urqu taki' }, kind: 'bed', seconds: 5 },
    { id: 'bus', name: { es: 'Bus en marcha', quz: 'Carro purichkan' }, kind: 'ambience', seconds: 4 }
  ],
  actions: [
    { id: 'in', name: { es: 'entra', quz: 'qallarin' } },
    { id: 'down', name: { es: 'baja', quz: 'pisiyan' } },
    { id: 'out', name: { es: 'sale', quz: 'tukukun' } }
  ]
};
const cast = [
  { id: 'rosa', name: { es: 'ROSA', quz: 'ROSA' }, voice: 'girl' as const, about: { es: '17 años', quz: '17 watayuq' } }
];

async function read(body: string, language: 'es' | 'quz' = 'es') {
  const { document } = await compileText('content/scripts/x/es.md', body, { termPath: '/es/glosario/' });
  return toCues(document, { language, cast, sounds });
}
const summary = (cue: Cue) =>
  cue.type === 'line'
    ? [cue.type, cue.speaker.id, cue.direction]
    : cue.type === 'control'
      ? [cue.type, cue.sound.id, cue.seconds, cue.actions]
      : [cue.type, cue.seconds];

describe('toCues', () => {
  it('reads control, lines with directions, and pauses, numbered from 1', async () => {
    const { cues, issues } = await read(
      'CONTROL: Cortina andina, 3 s. Entra, baja y sale.\n\n**ROSA:** *(feliz)* ¡Mamá! Ya vine.\n\nPAUSA: 1,5 s\n\n**ROSA:** Hola.'
    );
    expect(issues).toEqual([]);
    expect(cues.map((cue) => cue.number)).toEqual([1, 2, 3, 4]);
    expect(cues.map(summary)).toEqual([
      ['control', 'bed', 3, ['in', 'down', 'out']],
      ['line', 'rosa', 'feliz'],
      ['pause', 1.5],
      ['line', 'rosa', undefined]
    ]);
  });

  it('takes the sound’s own length where the script gives none, and reads Quechua names', async () => {
    const { cues } = await read('CONTROL: Carro purichkan. Qallarin hinaspa tukukun.', 'quz');
    expect(cues.map(summary)).toEqual([['control', 'bus', 4, ['in', 'out']]]);
  });

  it.each([
    ['CONTROL: Trompeta, 3 s.', 'unknown-sound-cue'],
    ['CONTROL: Cortina andina, 3 s. Explota.', 'unknown-sound-cue'],
    ['CONTROL:', 'unknown-sound-cue'],
    ['PAUSA: mucha', 'bad-pause'],
    ['PAUSA: 90 s', 'bad-pause'],
    ['**PEDRO:** Hola.', 'unknown-speaker'],
    ['**ROSA:** *(feliz)*', 'empty-line'],
    ['Rosa dice hola.', 'not-a-cue'],
    ['> Escena', 'not-a-cue'],
    ['- ROSA: hola', 'not-a-cue']
  ])('reports %s', async (body, rule) => {
    const { cues, issues } = await read(`PAUSA: 1 s\n\n${body}`);
    expect(cues).toHaveLength(1);
    expect(issues.map((issue) => [issue.rule, issue.line])).toEqual([[rule, 3]]);
  });

  it('gives people time to speak in their own words', async () => {
    const { cues, issues } = await read('ESPACIO, 90 s: La invitada cuenta.\n\nESPACIO, 4 min: Llamadas.');
    expect(issues).toEqual([]);
    expect(cues.map((cue) => cue.type === 'open' && [cue.seconds, textOf(cue.content)])).toEqual([
      [90, 'La invitada cuenta.'],
      [240, 'Llamadas.']
    ]);
  });

  it('ends at the first heading, where the notes begin', async () => {
    const { cues, issues } = await read('PAUSA: 1 s\n\n## Notas\n\nLean la escena antes.');
    expect(issues).toEqual([]);
    expect(cues).toHaveLength(1);
  });

  it.each(['ESPACIO: Llamadas.', 'ESPACIO, 90 s:', 'ESPACIO, 31 min: Llamadas.', 'ESPACIO, 0 s: Llamadas.'])(
    'reports %s',
    async (body) => {
      const { cues, issues } = await read(body);
      expect(cues).toEqual([]);
      expect(issues.map((issue) => issue.rule)).toEqual(['bad-open-time']);
    }
  );
});
