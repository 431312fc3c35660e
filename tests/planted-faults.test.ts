import { readdirSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Issue } from '#lib/domain/issue.ts';
import { checkContent } from '#lib/server/check.ts';
import { copyContent, type ContentCopy } from './support/content.ts';
import {
  anchor,
  atStart,
  beside,
  change,
  changeAll,
  copyItem,
  entry,
  readFiles,
  rewrite,
  say,
  unlink,
  type Files,
  type Plant
} from './support/plant.ts';

// Before anything in the registry expires: what is tested is whether the checker sees a fault, not the calendar.
const today = '2026-12-01';

const es = { script: /^scripts\/[^/]+\/es\.md$/, guide: /^guides\/[^/]+\/es\.md$/, lesson: /^lessons\/[^/]+\/es\.md$/ };
const quz = {
  script: /^scripts\/[^/]+\/quz\.md$/,
  guide: /^guides\/[^/]+\/quz\.md$/,
  lesson: /^lessons\/[^/]+\/quz\.md$/
};
const item = {
  script: /^scripts\/[^/]+\/item\.yaml$/,
  guide: /^guides\/[^/]+\/item\.yaml$/,
  lesson: /^lessons\/[^/]+\/item\.yaml$/
};
const findings = /^evidence\/findings\.yaml$/;
const recommendations = /^recommendations\.yaml$/;
const facts = /^facts\/[^/]+\.yaml$/;
const contacts = /^contacts\.yaml$/;
const casting = /^casting\.yaml$/;
const wordingOf = { es: /^wording\/es\.yaml$/, quz: /^wording\/quz\.yaml$/ };
const scriptLine = /^\*\*[^*\n]+:\*\* .*$/m;

/** The paragraphs of a text after its front matter. */
const bodyOf = (source: string): string => source.slice(source.indexOf('\n---', 4) + 5);
const withBody = (source: string, body: string): string =>
  source.slice(0, source.length - bodyOf(source).length) + body;
const plain = (source: string, links: RegExp): string => source.replaceAll(links, '$1');
const wordsOf = (word: string, count: number): string => Array<string>(count).fill(word).join(' ');

/** The first example that a rule of wording must flag, said in a text of its language. */
const sayFlagged =
  (language: 'es' | 'quz', id: string, where: RegExp): Plant =>
  (files) => {
    const source = files.get(`wording/${language}.yaml`) ?? '';
    const rule = (parse(source) as { id: string; flag: string[] }[]).find((one) => one.id === id);
    if (!rule) throw new Error(`no wording rule ${language}: ${id}`);
    return say(where, rule.flag[0] ?? '')(files);
  };

type Fault = [name: string, rule: string, plant: Plant, level?: Issue['level']];

const quantities: Fault[] = [
  [
    'es guide: 1818 is said as another number',
    'quantity-not-borne-out',
    change(es.guide, /\[1818\]\(contact:mininter-1818\)/, '[1818](contact:mininter-1818 "uno ocho, uno nueve")')
  ],
  [
    'quz guide: a number to call is said in figures',
    'bad-spoken-form',
    change(quz.guide, /\[1818\]\(contact:mininter-1818\)/, '[1818](contact:mininter-1818 "18 18")')
  ],
  [
    'es lesson: 51,7 % → 57,1 %',
    'quantity-not-borne-out',
    change(es.lesson, /\[51,7 %\]\(finding:/, '[57,1 %](finding:')
  ],
  [
    'es lesson: 24,1 % → 24,7 %',
    'quantity-not-borne-out',
    change(es.lesson, /\[24,1 %\]\(finding:/, '[24,7 %](finding:')
  ],
  ['es lesson: 6,9 % → 69 %', 'quantity-not-borne-out', change(es.lesson, /\[6,9 %\]\(finding:/, '[69 %](finding:')],
  [
    'es lesson: a percentage becomes «15 de las 30»',
    'quantity-not-borne-out',
    change(es.lesson, /\[51,7 %\]\(finding:/, '[15 de las 30](finding:')
  ],
  [
    'es lesson: right figure, wrong finding',
    'quantity-not-borne-out',
    change(es.lesson, /\(finding:control-threats\.often\)/, '(finding:control-documents.often)')
  ],
  [
    'es lesson: the number in the wrong words',
    'quantity-not-borne-out',
    change(es.lesson, /\[51,7 %\]\(finding:/, '[cincuenta y siete por ciento](finding:')
  ],
  [
    'es guide: half → two thirds',
    'quantity-not-borne-out',
    change(es.guide, /\[[Mm]ás de la mitad\]/, '[Dos tercios]')
  ],
  [
    'es guide: less than a quarter → more than a quarter',
    'quantity-not-borne-out',
    change(es.guide, /\[menos de la cuarta parte\]/, '[más de la cuarta parte]')
  ],
  [
    'es guide: the other column',
    'quantity-not-borne-out',
    change(es.guide, /false-offers\.often/, 'false-offers.heard')
  ],
  [
    'es script: more than half → almost half',
    'quantity-not-borne-out',
    change(es.script, /\[Más de la mitad\]/, '[Casi la mitad]')
  ],
  [
    'es script: half → eight of every ten',
    'quantity-not-borne-out',
    change(es.script, /\[Más de la mitad\]/, '[Ocho de cada diez]')
  ],
  [
    'es script: half → the great majority',
    'quantity-not-borne-out',
    change(es.script, /\[Más de la mitad\]/, '[Casi todas]')
  ],
  [
    'quz script: more than half → less',
    'quantity-not-borne-out',
    change(quz.script, /\[Kuskanmanta aswan/, '[Kuskanmanta pisi')
  ],
  [
    'quz script: eight of ten',
    'quantity-not-borne-out',
    change(quz.script, /\[Kuskanmanta aswan/, '[Chunkamanta pusaq')
  ],
  [
    'quz guide: almost half',
    'quantity-not-borne-out',
    change(quz.guide, /\[Kuskanmanta aswan\w*\]/, '[Yaqa kuskanmi]')
  ],
  ['quz guide: 24,1 % → 42,1 %', 'quantity-not-borne-out', change(quz.guide, /\[24,1 %\]/, '[42,1 %]')],
  ['quz lesson: 51,7 % → 71,5 %', 'quantity-not-borne-out', change(quz.lesson, /\[51,7 %\]/, '[71,5 %]')],
  ['es: wrong age for a fact', 'quantity-not-borne-out', change(es.guide, /\[18 años\]\(fact:/, '[16 años](fact:')],
  ['es: wrong age in words', 'quantity-not-borne-out', change(es.script, /\[18 años\]\(fact:/, '[quince años](fact:')],
  [
    'quz: wrong age for a fact',
    'quantity-not-borne-out',
    change(quz.guide, /\[18 watayuq\]\(fact:/, '[16 watayuq](fact:')
  ],
  [
    'es: wrong age within a longer claim',
    'quantity-not-borne-out',
    change(es.guide, /14 años([^\]\n]*\]\(fact:min-age-general)/, (m) => `12 años${m[1]}`)
  ],
  [
    'es script: swapped digits of 1818',
    'quantity-not-borne-out',
    change(es.script, /\[1818\]\(contact:/, '[1881](contact:')
  ],
  [
    'quz guide: swapped digits of 1818',
    'quantity-not-borne-out',
    change(quz.guide, /\[1818\]\(contact:/, '[8118](contact:')
  ],
  [
    'es guide: wrong emergency number',
    'quantity-not-borne-out',
    change(es.guide, /\[105\]\(contact:/, '[106](contact:')
  ],
  [
    'es: a right number that leads to another service',
    'quantity-not-borne-out',
    change(es.lesson, /\[1818\]\(contact:mininter-1818\)/, '[1818](contact:linea-100)')
  ],
  ['es guide: Línea 110', 'quantity-not-borne-out', change(es.guide, /\[Línea 100\]/, '[Línea 110]')],
  [
    'es guide: swapped digits of a long number',
    'quantity-not-borne-out',
    change(es.guide, /\[0800-15-170\]/, '[0800-15-710]')
  ],
  ['es script: percent in running text', 'quantity-without-source', say(es.script, 'El 30 % de los jóvenes viaja.')],
  ['es guide: majority in running text', 'quantity-without-source', say(es.guide, 'La mayoría de los jóvenes viaja.')],
  ['es guide: hundreds of families', 'quantity-without-source', say(es.guide, 'Pasa a cientos de familias.')],
  ['es guide: an age the law would set', 'quantity-without-source', say(es.guide, 'Es para menores de 15 años.')],
  ['es lesson: a law by its number', 'quantity-without-source', say(es.lesson, 'Lo dice la Ley 28950.')],
  ['es lesson: a year of something else', 'quantity-without-source', say(es.lesson, 'Pasa desde 2019.')],
  ['es script: money', 'quantity-without-source', say(es.script, 'Pagan 3000 soles.')],
  [
    'es script: a number to call, not linked',
    'quantity-without-source',
    change(es.script, /\[1818\]\([^)]*\)/, '1818')
  ],
  ['es script: a number to call, spoken', 'quantity-without-source', say(es.script, 'Llama al uno ocho uno ocho.')],
  ['quz guide: percent in running text', 'quantity-without-source', say(quz.guide, '30 % runakunam ripunku.')],
  [
    'quz lesson: a number to call, not linked',
    'quantity-without-source',
    change(quz.lesson, /\[1818\]\([^)]*\)/, '1818')
  ],
  [
    'quz script: a half in running text',
    'quantity-without-source',
    say(quz.script, 'Kuskanmanta aswan runakunam ripunku.')
  ],
  [
    'es lesson: percent of the victims',
    'share-of-victims',
    change(es.lesson, /\[51,7 %\]\([^)]*\)/, ([link]) => `${link} de las víctimas`)
  ],
  [
    'es lesson: percent of the girls',
    'share-of-victims',
    change(es.lesson, /\[24,1 %\]\([^)]*\)/, ([link]) => `${link} de las chicas`)
  ],
  [
    'es guide: «cinco de cada diez víctimas»',
    'share-of-victims',
    change(
      es.guide,
      /\[[Mm]ás de la mitad\](\([^)]*\))/,
      (m) => `[Más de cinco de cada diez](${m[1]?.slice(1)} víctimas`
    )
  ],
  [
    'es script: half of the cases',
    'share-of-victims',
    change(es.script, /\[Más de la mitad\]\([^)]*\)/, ([link]) => `${link} de los casos`)
  ],
  [
    'quz guide: of the victims',
    'share-of-victims',
    change(quz.guide, /\[Kuskanmanta aswan\w*\]/, ([words]) => `Víctimakunamanta ${words}`)
  ],
  [
    'es lesson: heard said as seen',
    'heard-as-seen',
    change(es.lesson, /\[51,7 %\]\(finding:false-offers\.often\)/, '[93,1 %](finding:false-offers.heard)')
  ],
  [
    'es script: seen said as heard',
    'heard-as-seen',
    change(es.script, /(finding:false-offers\.often\)) dijo que/, (m) => `${m[1]} había oído que`)
  ],
  [
    'quz script: seen said as heard',
    'heard-as-seen',
    change(quz.script, /(finding:false-offers\.often\)) \w+/, (m) => `${m[1]} uyarisqaku`)
  ],
  [
    'es lesson: heard of padrinos without how often',
    'half-told',
    change(es.lesson, /\[24,1 %\]\(finding:false-padrinos\.often\)/, '[79,3 %](finding:false-padrinos.heard)')
  ],
  [
    'es script: the study without its year',
    'undated-study',
    changeAll(es.script, /2014/, 'su año', /\[[^\]]*\]\(finding:[a-z-]+\./)
  ],
  [
    'quz lesson: the study without its year',
    'undated-study',
    changeAll(quz.lesson, /2014/, 'huk', /\[[^\]]*\]\(finding:[a-z-]+\./)
  ],
  [
    'es guide: a share without whom it counts',
    'unnamed-organizations',
    changeAll(es.guide, /organizaciones/, 'grupos', /\[[^\]]*\]\(finding:false-offers/)
  ],
  [
    'quz lesson: a share without whom it counts',
    'unnamed-organizations',
    changeAll(quz.lesson, /[Oo]rganizacion/, 'huñu', /\[[^\]]*\]\(finding:false-offers/)
  ]
];

const references: Fault[] = [
  [
    'finding with a typo',
    'unknown-reference',
    change(es.lesson, /finding:false-offers\.often/, 'finding:false-ofers.often')
  ],
  [
    'finding without its column',
    'unknown-reference',
    change(es.guide, /finding:false-offers\.often/, 'finding:false-offers')
  ],
  ['fact with a typo', 'unknown-reference', change(quz.guide, /fact:dni-retention/, 'fact:dni-retension')],
  ['contact with a typo', 'unknown-reference', change(quz.script, /contact:linea-100/, 'contact:linea-10')],
  ['term with a typo', 'unknown-reference', change(es.lesson, /term:trata/, 'term:tarta')],
  ['recommendation nobody made', 'unknown-reference', change(es.guide, /recommendation:R10/, 'recommendation:R99')],
  ['blank with a typo', 'unknown-reference', change(es.script, /blank:station/, 'blank:estation')],
  ['a link to the web', 'unknown-link', say(es.guide, 'Mira [la página](https://example.org).')],
  ['a scheme with a typo', 'unknown-link', change(quz.lesson, /\(contact:/, '(contacto:')],
  ['quz script drops a contact', 'different-claims', unlink(quz.script, 'contact:')],
  ['es guide drops a contact', 'different-claims', unlink(es.guide, 'contact:')],
  ['quz lesson drops a fact', 'different-claims', unlink(quz.lesson, 'fact:')],
  ['es lesson drops a finding', 'different-claims', unlink(es.lesson, 'finding:')],
  ['quz script drops a blank', 'different-claims', unlink(quz.script, 'blank:')],
  ['quz guide: a contact more', 'different-claims', say(quz.guide, '[SISEVE](contact:siseve) nisqapi willay.')],
  [
    'es guide without claims',
    'cites-nothing',
    rewrite(es.guide, (source) => plain(source, /\[([^\]\n]*)\]\((?:finding|fact|recommendation):[^)]*\)/g))
  ],
  [
    'quz script without claims',
    'cites-nothing',
    rewrite(quz.script, (source) => plain(source, /\[([^\]\n]*)\]\((?:finding|fact|recommendation):[^)]*\)/g))
  ],
  [
    'es script without help',
    'no-help',
    rewrite(es.script, (source) => plain(source, /\[([^\]\n]*)\]\(contact:[^)]*\)/g))
  ],
  [
    'quz guide without help',
    'no-help',
    rewrite(quz.guide, (source) => plain(source, /\[([^\]\n]*)\]\(contact:[^)]*\)/g))
  ],
  [
    'quz script without the station',
    'no-station',
    rewrite(quz.script, (source) => plain(source, /\[([^\]\n]*)\]\(blank:station\)/g))
  ],
  [
    'a finding not for the air',
    'flagged-finding',
    say(es.script, '[Algunas](finding:drug-traffickers.often) lo dijeron.')
  ],
  [
    'a finding that contradicts itself',
    'flagged-finding',
    say(es.guide, 'Hay [mucha pobreza](finding:quoted-poverty-2007.value).')
  ],
  [
    'quz: a flagged wording',
    'flagged-finding',
    say(quz.lesson, '[Achkha warmikuna](finding:wording-victims-female.value).')
  ]
];

const words: Fault[] = [
  ...[
    'trata-de-blancas',
    'culpa-de-la-persona',
    'culpa-de-la-familia',
    'la-escuela-evita-la-trata',
    'opcion-1',
    'quechua-en-1818'
  ].map((id): Fault => [`es guide: ${id}`, 'wording', sayFlagged('es', id, es.guide)]),
  ...['prohibir-salir', 'esperar-24-horas', 'numero-verificado', 'padres-que-venden'].map((id): Fault => [
    `es script: ${id}`,
    'wording',
    sayFlagged('es', id, es.script)
  ]),
  ['es lesson: trafico-de-personas', 'wording', sayFlagged('es', 'trafico-de-personas', es.lesson), 'warning'],
  ['es script: prometer-secreto', 'wording', sayFlagged('es', 'prometer-secreto', es.script), 'warning'],
  ...['wan-suelta', 'qan-por-qam', 'sin-eyectiva', 'vocales-y-w', 'venta-de-hijos'].map((id): Fault => [
    `quz guide: ${id}`,
    'wording',
    sayFlagged('quz', id, quz.guide)
  ]),
  ...['llamk-ay', 'dni-delito', 'esperar-24-horas', 'quechua-en-1818'].map((id): Fault => [
    `quz script: ${id}`,
    'wording',
    sayFlagged('quz', id, quz.script)
  ]),
  [
    'es: forbidden words in the summary',
    'wording',
    change(es.lesson, /^summary: .*$/m, 'summary: La trata de blancas en clase.')
  ],
  ['quz: curly apostrophe', 'foreign-letters', change(quz.script, /(?<=\n\n(?:.*\n\n)*.*)llamk'a/, 'llamk’a')],
  ['quz: letter e', 'foreign-letters', change(quz.guide, /\bwaqyay\b/, 'waqeay')],
  ['quz: letter o', 'foreign-letters', change(quz.lesson, /\btapuy\b/i, 'tapoy')],
  ['quz: a word left in Spanish', 'foreign-letters', say(quz.guide, 'Kaytaqa siempre ruway.')],
  ['quz: letters b and d', 'foreign-letters', say(quz.script, 'Chaytaqa bandola niy.')],
  ['es: HTML', 'html-in-content', say(es.guide, 'Esto es <b>urgente</b>.')],
  ['es: a script', 'html-in-content', say(es.lesson, '<script>alert(1)</script>')],
  ['quz: a comment', 'html-in-content', say(quz.guide, '<!-- qhaway -->')],
  ['quz: braces', 'html-in-content', say(quz.script, '{sutiyki}')],
  ['es: a picture', 'not-text', say(es.guide, '![foto](foto.jpg)')],
  ['quz: code', 'not-text', say(quz.lesson, '`waqyay`')],
  ['es guide: a sentence too long', 'long-sentence', say(es.guide, `Pregunta ${wordsOf('bien', 21)}.`), 'warning'],
  [
    'quz script: a sentence too long',
    'long-sentence',
    say(quz.script, `Tapukuy ${wordsOf('allinta', 15)}.`),
    'warning'
  ],
  ['es script: a line too long', 'long-line', say(es.script, wordsOf('Pregunta. ¿Quién?', 30)), 'warning'],
  ['quz script: a line too long', 'long-line', say(quz.script, wordsOf('Tapukuy. ¿Pitaq?', 30)), 'warning']
];

const cues: Fault[] = [
  ['es: unknown speaker', 'unknown-speaker', change(es.script, /^\*\*[^*\n]+:\*\*/m, '**DOÑA NADIE:**')],
  ['quz: unknown speaker', 'unknown-speaker', change(quz.script, /^\*\*RIMAQ:\*\*/m, '**LOCUTORA:**')],
  [
    'a cast member renamed',
    'unknown-speaker',
    beside(change(item.script, /es: LOCUTORA/, 'es: CONDUCTORA'), 'es.md', /^\*\*LOCUTORA:/m)
  ],
  ['es: unknown sound', 'unknown-sound-cue', change(es.script, /^CONTROL: [^,.\n]+/m, 'CONTROL: Huayno alegre')],
  [
    'quz: a sound in Spanish',
    'unknown-sound-cue',
    change(quz.script, /^CONTROL: [^,.\n]+/m, 'CONTROL: Cortina andina')
  ],
  ['es: unknown action', 'unknown-sound-cue', change(es.script, /^(CONTROL: [^.\n]+\. ).*$/m, (m) => `${m[1]}Salta.`)],
  [
    'quz: unknown action',
    'unknown-sound-cue',
    change(quz.script, /^(CONTROL: .*) hinaspa .*$/m, (m) => `${m[1]} hinaspa pawan.`)
  ],
  [
    'es: a line without words',
    'empty-line',
    change(es.script, /^(\*\*[^*\n]+:\*\* \*\([^)\n]+\)\*) .*$/m, (m) => m[1] ?? '')
  ],
  ['quz: a line without words', 'empty-line', change(quz.script, /^(\*\*[^*\n]+:\*\*) .*$/m, (m) => m[1] ?? '')],
  ['es: a pause of 45 s', 'bad-pause', change(es.script, /^PAUSA: .*$/m, 'PAUSA: 45 s')],
  ['quz: a pause without seconds', 'bad-pause', change(quz.script, /^PAUSA: .*$/m, 'PAUSA: 2')],
  ['es: a heading in the middle of a script', 'kit-sections', change(es.script, scriptLine, '## Escena')],
  [
    'quz: a script without questions for the listeners',
    'kit-sections',
    atStart(change(quz.script, /^## Uyariqkunapaq tapuykuna\n[^]*/m, ''))
  ],
  [
    'es: a kit without its card',
    'kit-sections',
    atStart(change(/^kits\/[^/]+\/es\.md$/, /^## Si alguien cuenta[^]*/m, ''))
  ],
  [
    'es: open time of three quarters of an hour',
    'bad-open-time',
    change(es.script, /^ESPACIO, [^:]+/m, 'ESPACIO, 45 min')
  ],
  ['quz: open time without a length', 'bad-open-time', change(quz.script, /^ESPACIO, [^:]+/m, 'ESPACIO, pisi')],
  [
    'an episode out of its order',
    'broken-series',
    change(item.script, /^series: .*1 \}$/m, 'series: { id: tres-silbidos, episode: 2 }')
  ],
  [
    'someone in an episode whom the serial does not know',
    'broken-series',
    change(item.script, /^ {2}- id: yuri$/m, '  - id: yuriy')
  ],
  ['es: words that nobody says', 'not-a-cue', change(es.script, scriptLine, 'Amanece en el mercado.')],
  ['quz: a list in a script', 'not-a-cue', change(quz.script, scriptLine, '- Huk\n- Iskay')],
  [
    'es: no empty line before the next speaker',
    'not-a-cue',
    change(es.script, /^(\*\*[^*\n]+:\*\* .*\n)\n(?=\*\*)/m, (m) => m[1] ?? '')
  ],
  [
    'quz: no empty line before a pause',
    'not-a-cue',
    change(quz.script, /^(\*\*[^*\n]+:\*\* .*\n)\n(?=PAUSA)/m, (m) => m[1] ?? '')
  ],
  [
    'someone in the cast who never speaks',
    'silent-cast',
    atStart(
      change(
        item.script,
        /^cast:\n/m,
        'cast:\n  - id: nadie\n    name: { es: NADIE, quz: MANAPI }\n    voice: man\n    about: { es: Nadie., quz: Manapi. }\n'
      ),
      'es.md'
    ),
    'warning'
  ],
  [
    'a slot too short',
    'off-slot',
    atStart(change(item.script, /^durationSeconds: \d+/m, 'durationSeconds: 10'), 'quz.md')
  ],
  [
    'a slot too long',
    'off-slot',
    atStart(change(item.script, /^durationSeconds: \d+/m, 'durationSeconds: 900'), 'es.md')
  ],
  [
    'es: a script twice as long',
    'off-slot',
    rewrite(es.script, (source) => {
      const cues = bodyOf(source).split('\n## ')[0] ?? '';
      return source.replace(cues, `${cues}\n${cues}`);
    })
  ],
  [
    'quz: a script cut to its first lines',
    'off-slot',
    rewrite(quz.script, (source) => source.split('\n').slice(0, 12).join('\n'))
  ]
];

const lessons: Fault[] = [
  [
    'es: minutes that do not add up',
    'lesson-minutes',
    changeAll(es.lesson, /^(## Presentación \()\d+ min/m, '$120 min', /^## Cierre/m)
  ],
  ['quz: minutes left out', 'lesson-minutes', change(quz.lesson, /^(## Qallariy) \(.*\)$/m, '## Qallariy')],
  [
    'a lesson that promises other minutes',
    'lesson-minutes',
    beside(change(item.lesson, /^minutes: .*$/m, 'minutes: [45, 100]'), 'es.md', /^## Cierre/m)
  ],
  [
    'es: a step longer than its part',
    'lesson-minutes',
    beside(
      change(es.lesson, /^(1\. \*\*[^*\n]*\()\d+ min/m, ([, step = '']) => `${step}25 min`),
      'es.md',
      /^## Presentación/m
    )
  ],
  [
    'es: a step longer in one version only',
    'lesson-minutes',
    beside(
      change(
        es.lesson,
        /^(### 1\. [^\n]*)\(\d+ min \/ (\d+) min\)$/m,
        ([, step, long]) => `${step}(17 min / ${long} min)`
      ),
      'es.md',
      /^## Desarrollo/m
    )
  ],
  [
    'quz: a step that only the long version has is shorter',
    'lesson-minutes',
    beside(change(quz.lesson, /\(90 minutopaqlla, \d+ min\)/, '(90 minutopaqlla, 2 min)'), 'quz.md', /^## Llamk'ay/m)
  ],
  [
    'quz: steps announced with another sum',
    'lesson-minutes',
    change(quz.lesson, /kaykunata yapay\./, 'kaykunata yapay (25 min).')
  ],
  [
    'es: minutes for three versions of two',
    'lesson-minutes',
    change(es.lesson, /^(1\. \*\*[^*\n]*\()\d+ min/m, '1. **Paso (3 min / 4 min / 5 min')
  ],
  [
    'es: a part missing',
    'lesson-sections',
    rewrite(es.lesson, (source) => source.replace(/^## Con la familia\n[\s\S]*?(?=^## )/m, ''))
  ],
  ['quz: a part renamed', 'lesson-sections', change(quz.lesson, /^## Pizarrapaq$/m, '## Pizarra')],
  [
    'es: parts in another order',
    'lesson-sections',
    change(
      es.lesson,
      /(^## Para la pizarra\n[\s\S]*?)(^## Hoja para fotocopiar\n[\s\S]*?)(?=^## )/m,
      (m) => `${m[2]}${m[1]}`,
      '## Para la pizarra'
    )
  ],
  [
    'quz: a part more',
    'lesson-sections',
    change(quz.lesson, /^## Ayllupaq$/m, '## Pukllaypaq\n\nPukllaychik.\n\n## Ayllupaq')
  ],
  [
    'es: a protocol without its norm',
    'no-protocol',
    beside(
      change(es.lesson, /\[([^\]\n]*)\]\(fact:disclosure-protocol\)/, ([, said = '']) => said),
      'es.md',
      /^## Si una estudiante o un estudiante te cuenta algo$/m
    )
  ],
  [
    'quz: no protocol',
    'no-protocol',
    rewrite(quz.lesson, (source) => source.replace(/^## Huk yachakuq imatapas willasuptiyki\n[\s\S]*/m, ''))
  ],
  ['a lesson with the hook of another', 'same-hook', copyItem(item.lesson, 'lessons/otra-clase', undefined, /^hook:/m)],
  [
    'es: a word for older ones',
    'too-young',
    say(/^lessons\/mis-documentos\/es\.md$/, 'Eso es [explotación](term:explotacion).')
  ],
  [
    'quz: a finding for older ones',
    'too-young',
    say(
      /^lessons\/mis-documentos\/quz\.md$/,
      "Organizacionkunas [wisq'asqankumanta](finding:control-locked-up.often) rimarqanku."
    )
  ],
  ...[
    'Muchas niñas sufren abuso sexual, explotación sexual y violación.',
    'Contaron de una niña vendida a un bar.',
    'La tenían encerrada.'
  ].map((said): Fault => [`es: for ten years, «${said}»`, 'too-young', say(/^lessons\/mis-documentos\/es\.md$/, said)]),
  ...['Achkha sipaskunatam violanku.', 'Irqitas huk barman qhaturqanku.', "Sipastas wisq'asqaku."].map(
    (said): Fault => [`quz: for ten years, «${said}»`, 'too-young', say(/^lessons\/mis-documentos\/quz\.md$/, said)]
  ),
  ...[
    'Cada estudiante cuenta delante de todos qué le pasó a él o a alguien de su familia.',
    'Cada quien escribe su propia historia y la lee.'
  ].map((task): Fault => [`es: a task, «${task}»`, 'wording', say(es.lesson, task)]),
  ...[
    'Sapa yachakuqmi llapanpa ñawpaqinpi willan payta utaq ayllunta ima pasasqanta.',
    'Sapankam kikin kawsayninta qillqan, hinaspa ñawinchan.'
  ].map((task): Fault => [`quz: a task, «${task}»`, 'wording', say(quz.lesson, task)]),
  ['es: a task that asks for testimony', 'wording', sayFlagged('es', 'testimonio-en-clase', es.lesson)],
  ['quz: a task that asks for testimony', 'wording', sayFlagged('quz', 'testimonio-en-clase', quz.lesson)]
];

const files: Fault[] = [
  [
    'es changed after the translation',
    'stale-translation',
    beside(change(es.guide, /^summary: .*$/m, 'summary: Otra frase.'), 'quz.md', /^translatedFrom:/m)
  ],
  ['quz without translatedFrom', 'stale-translation', atStart(change(quz.script, /^translatedFrom: .*\n/m, ''))],
  [
    'quz made from other words',
    'stale-translation',
    change(quz.lesson, /^translatedFrom: .*$/m, "translatedFrom: 'feedfacefeedface'")
  ],
  [
    'missing quz.md',
    'missing-translation',
    atStart(
      rewrite(quz.guide, () => undefined),
      'item.yaml'
    )
  ],
  [
    'missing es.md',
    'missing-translation',
    atStart(
      rewrite(es.script, () => undefined),
      'item.yaml'
    )
  ],
  ['missing item.yaml', 'missing-file', rewrite(item.lesson, () => undefined)],
  ['missing contacts.yaml', 'missing-file', rewrite(contacts, () => undefined)],
  ['es.md empty', 'empty-file', rewrite(es.script, () => '')],
  ['quz.md with front matter only', 'empty-file', rewrite(quz.lesson, (source) => withBody(source, '\n'))],
  ['glossary empty', 'empty-file', rewrite(/^glossary\.yaml$/, () => '\n\n')],
  ['es.md without front matter', 'bad-front-matter', rewrite(es.guide, bodyOf)],
  [
    'quz.md whose front matter never ends',
    'bad-front-matter',
    rewrite(quz.guide, (source) => source.replace('\n---\n', '\n'))
  ],
  ['es.md in Latin-1', 'not-utf-8', rewrite(es.guide, (source) => Buffer.from(source, 'latin1'))],
  ['registry in Latin-1', 'not-utf-8', rewrite(recommendations, (source) => Buffer.from(source, 'latin1'))],
  ['a NUL in quz.md', 'not-text', change(quz.script, /\n\n\*\*/, '\n\n\0**', '\0')],
  ['es.md of 2 MB', 'too-long', rewrite(es.lesson, (source) => source + 'Pregunta. '.repeat(200_000))],
  ['registry of 2 MB', 'too-long', rewrite(/^sounds\.yaml$/, (source) => source + '# a\n'.repeat(500_000))],
  ['a lesson in guides/', 'wrong-folder', copyItem(item.lesson, 'guides/otra-leccion')],
  ['kind changed', 'wrong-folder', change(item.guide, /^kind: .*\n/m, 'kind: kit\n', 'kind')],
  [
    'a slug twice',
    'duplicate-slug',
    (all) => copyItem(item.guide, `guides/${anchor(all, item.script, /^/).file.split('/')[1]}`)(all)
  ],
  [
    'a guide with the number of another',
    'short-codes',
    copyItem(item.guide, 'guides/otra-guia', undefined, /^order:/m)
  ],
  ['a guide whose number takes two keys', 'short-codes', change(item.guide, /^order: .*$/m, 'order: 10')],
  ['a folder with capitals and accents', 'bad-slug', copyItem(item.guide, 'guides/Guía_Nueva')],
  [
    'a text in a third language',
    'unknown-file',
    (all) => {
      const file = [...all.keys()].find((name) => es.guide.test(name))?.replace('es.md', 'en.md') ?? '';
      return { writes: { [file]: 'Hello.' }, file, line: 1 };
    }
  ],
  ['es.md: title with a colon', 'bad-yaml', change(es.guide, /^title: .*$/m, 'title: Revisar: un trabajo')],
  ['quz.md: title twice', 'bad-yaml', change(quz.guide, /^title: .*$/m, 'title: Huk\ntitle: Iskay', 'title: Iskay')],
  ['es.md: unknown key', 'bad-value', change(es.lesson, /^title: .*$/m, 'título: Una\ntitle: Una', 'título')],
  ['es.md: a title of 80 letters', 'bad-value', change(es.script, /^title: .*$/m, `title: ${'a'.repeat(80)}`)],
  ['es.md: no summary', 'bad-value', rewrite(es.script, (source) => source.replace(/^summary: .*\n/m, ''), 2)],
  [
    'quz.md: reviewed by nobody',
    'bad-value',
    change(quz.lesson, /^review: .*$/m, 'review: { state: reviewed, by: null, on: null }')
  ],
  ['item.yaml: key twice', 'bad-yaml', change(item.script, /^order: .*$/m, 'order: 1\norder: 2', 'order: 2')],
  ['item.yaml: unknown key', 'bad-value', change(item.lesson, /^cycles:/m, 'cycle: VI\ncycles:', 'cycle: VI')],
  [
    'es lesson: a question with two right answers',
    'bad-activity',
    change(es.lesson, /(^### .*\n\n- ✓ .*\n- )/m, (match) => `${match[0]}✓ `, '###')
  ],
  ['quz lesson: a choice that leads nowhere', 'bad-activity', change(quz.lesson, /→ 2$/m, '→ 99')],
  ['es lesson: a card in no group', 'bad-activity', change(es.lesson, /\| Falta preguntar \|/, '| Quién sabe |')],
  [
    'item.yaml: an area of other cycles',
    'lesson-form',
    change(item.lesson, /^areas: \[.*dpcc/m, 'areas: [personal-social')
  ],
  [
    'item.yaml: an episode that is not there',
    'lesson-form',
    change(item.lesson, /^episode: .*$/m, 'episode: otra-cosa')
  ],
  [
    'item.yaml: pupils younger than the lesson',
    'lesson-form',
    change(item.lesson, /^cycles: \[VII?/m, 'cycles: [V, VI')
  ],
  ['item.yaml: unknown message', 'bad-value', change(item.guide, /^message: .*$/m, 'message: offers')],
  ['item.yaml: unknown voice', 'bad-value', change(item.script, /voice: .*$/m, 'voice: robot')],
  ['item.yaml: for babies', 'bad-value', change(item.script, /^ages: .*$/m, 'ages: { from: 2 }')],
  [
    'item.yaml: a recommendation nobody made',
    'wrong-recommendation',
    change(item.script, /^recommendations: .*$/m, 'recommendations: [R77]')
  ],
  [
    'item.yaml: one that guides do not carry',
    'wrong-recommendation',
    change(item.guide, /^recommendations: \[/m, 'recommendations: [R14, ')
  ]
];

const registry: Fault[] = [
  [
    'es guide: a card of long words',
    'hard-to-read',
    change(
      es.guide,
      /(^## .*\n\n!\[.*\n\n)[^\n#]+\n/m,
      (match) =>
        `${match[1]}Comuníquele inmediatamente informaciones pormenorizadas concernientes a empleadores desconocidos.\n`
    )
  ],
  ['quz guide: a sentence without an end', 'hard-to-read', say(quz.guide, `${wordsOf('willay', 13)}.`)],
  [
    'es guide: a card without a drawing',
    'guide-cards',
    change(es.guide, /(^## .*\n\n)!\[.*\n/m, (match) => match[1] ?? '')
  ],
  [
    'quz print: a sentence without an end',
    'hard-to-read',
    say(/^prints\/hoja-doblada\/quz\.md$/, `${wordsOf('willay', 13)}.`)
  ],
  [
    'es guide: a blank that nobody fills in',
    'guide-cards',
    change(es.guide, /^- Teléfono de .*: …+$/m, '- [teléfono de esa oficina](blank:local-phone)')
  ],
  [
    'es guide: 1810 without its hours',
    'no-hours',
    change(es.guide, /(\[1810\]\(contact:linea-1810\), gratis), .*/, (match) => `${match[1]}.`)
  ],
  [
    'es poster: help called free, and the police with it',
    'unconfirmed-free',
    change(
      /^prints\/cartel-de-feria\/es\.md$/,
      /^## Pregunta$[\s\S]*\[105\]/m,
      (match) => match[0].replace('Pregunta', 'Pregunta, gratis'),
      '[105]'
    )
  ],
  ['a drawing in colour', 'bad-drawing', change(/^drawings\/.*svg$/, /<path d/, '<path fill="red" d')],
  ['study: broken YAML', 'bad-yaml', change(/^evidence\/study\.yaml$/, /^status:\n/m, 'status: x: y\n')],
  ['findings: broken YAML', 'bad-yaml', change(findings, /heard: '93\.10%'/, "heard: '93.10%' x")],
  ['recommendations: broken YAML', 'bad-yaml', change(recommendations, /^ {2}stated: .*$/m, '  stated: x: y')],
  ['facts: broken YAML', 'bad-yaml', change(facts, /^ {2}claim:$/m, '  claim: x: y')],
  ['contacts: broken YAML', 'bad-yaml', change(contacts, /^ {2}confidence: high$/m, '  confidence: x: y')],
  ['glossary: broken YAML', 'bad-yaml', change(/^glossary\.yaml$/, /^ {2}confidence: .*$/m, '  confidence: @A')],
  ['blanks: broken YAML', 'bad-yaml', change(/^blanks\.yaml$/, /^ {2}maxLength: .*$/m, '  maxLength: x: y')],
  ['sounds: broken YAML', 'bad-yaml', change(/^sounds\.yaml$/, /^ {4}kind: .*$/m, '    kind: @bed')],
  ['sections: broken YAML', 'bad-yaml', change(/^sections\.yaml$/, /^ {2}minutes: false$/m, '  minutes: x: y')],
  ['wording es: broken YAML', 'bad-yaml', change(wordingOf.es, /^ {2}level: error$/m, '  level: x: y')],
  [
    'wording quz: a doubled key',
    'bad-yaml',
    change(wordingOf.quz, /^ {2}level: error$/m, '  level: error\n  level: warning', 'level: warning')
  ],
  ['loans: broken YAML', 'bad-yaml', change(/^wording\/loans\.yaml$/, /^ {2}- agencia$/m, '  - @agencia')],
  ['study: unknown key', 'bad-value', change(/^evidence\/study\.yaml$/, /^method:$/m, 'doi: none\nmethod:', 'doi')],
  ['findings: unknown use', 'bad-value', change(findings, /^ {8}use: citable$/m, '        use: quotable')],
  [
    'findings: flagged without a reason',
    'bad-value',
    change(findings, /^ {6}- (id: \S+\n(?: {8,}.*\n)*? {8}use: )citable$/m, (m) => `      - ${m[1]}flagged`)
  ],
  ['facts: a date that is none', 'bad-value', change(facts, /^ {2}reviewBy: .*$/m, "  reviewBy: '30/06/2027'")],
  ['facts: low confidence', 'bad-value', change(facts, /^ {2}confidence: .*$/m, '  confidence: low')],
  ['contacts: a number that is a number', 'bad-value', change(contacts, /^ {2}number: '1818'$/m, '  number: 1818')],
  ['contacts: a date that is none', 'bad-value', change(contacts, /^ {2}checkedOn: .*$/m, "  checkedOn: '2026-13-45'")],
  [
    'contacts: unknown key',
    'bad-value',
    change(contacts, /^ {2}free: true$/m, '  free: true\n  gratis: true', 'gratis')
  ],
  [
    'recommendations: unknown carrier',
    'bad-value',
    change(recommendations, /^ {2}carriers: .*$/m, '  carriers: { lesson: si, script: si, guide: si }')
  ],
  ['glossary: confidence D', 'bad-value', change(/^glossary\.yaml$/, /^ {2}confidence: .*$/m, '  confidence: D')],
  ['blanks: no length', 'bad-value', change(/^blanks\.yaml$/, /^ {2}maxLength: .*$/m, '  maxLength: 0')],
  ['sounds: unknown kind', 'bad-value', change(/^sounds\.yaml$/, /^ {4}kind: .*$/m, '    kind: song')],
  ['sections: minutes in words', 'bad-value', change(/^sections\.yaml$/, /^ {2}minutes: false$/m, '  minutes: no')],
  ['wording: unknown level', 'bad-value', change(wordingOf.quz, /^ {2}level: error$/m, '  level: fatal')],
  ['loans: a number among them', 'bad-value', change(/^wording\/loans\.yaml$/, /^ {2}- agencia$/m, '  - 7')],
  ['an expired fact', 'expired', entry(facts, /^ {2}reviewBy: .*$/m, "  reviewBy: '2026-11-30'")],
  ['an expired contact', 'expired', entry(contacts, /^ {2}reviewBy: .*$/m, "  reviewBy: '2026-11-30'")],
  [
    'a contact about to expire',
    'expired',
    entry(contacts, /^ {2}reviewBy: .*$/m, "  reviewBy: '2026-12-10'"),
    'warning'
  ],
  ['a fact twice', 'duplicate-id', change(/^facts\/work\.yaml$/, /^- id: .*$/m, '- id: dni-retention')],
  ['a contact twice', 'duplicate-id', change(contacts, /^- id: linea-100$/m, '- id: mininter-1818')],
  ['a finding twice', 'duplicate-id', change(findings, /^ {6}- id: online-offers$/m, '      - id: false-offers')],
  [
    'a wording rule twice',
    'duplicate-id',
    change(wordingOf.es, /^- id: trafico-de-personas$/m, '- id: trata-de-blancas')
  ],
  [
    'a recommendation that cites a typo',
    'unknown-cite',
    entry(recommendations, /cites: \[invisible-men/, 'cites: [invisible-man')
  ],
  [
    'a figure that no text uses',
    'unused-finding',
    change(
      findings,
      /^ {6}- id: false-offers$/m,
      "      - id: new-figure\n        label: { es: Nueva, quz: Musuq }\n        values: { often: '10.3%' }\n        use: citable\n      - id: false-offers"
    ),
    'warning'
  ],
  [
    'a recommendation that no item carries',
    'unused-recommendation',
    change(
      recommendations,
      /^- id: R1$/m,
      "- id: R99\n  stated: implied\n  section: '5'\n  text: { es: Otra., quz: Huk. }\n  audience: [all]\n  carriers: { lesson: 'yes', script: 'yes', guide: 'yes' }\n  cites: []\n- id: R1"
    ),
    'warning'
  ],
  [
    'wording es: an example that it does not flag',
    'bad-wording-rule',
    entry(wordingOf.es, /^ {2}flag:\n/m, '  flag:\n    - Buenos días.\n')
  ],
  [
    'wording quz: an example that must pass',
    'bad-wording-rule',
    entry(wordingOf.quz, /^ {2}pass:\n/m, '  pass:\n    - Tayta wan mama.\n')
  ],
  [
    'words of an age: an example that they do not flag',
    'bad-wording-rule',
    entry(/^wording\/ages\.yaml$/, /^ {4}flag:\n/m, '    flag:\n      - Buenos días.\n')
  ],
  [
    'wording es: a match with a typo',
    'bad-wording-rule',
    entry(wordingOf.es, /^ {4}- tratantes de blancas$/m, '    - tratantes de blanca')
  ],
  [
    'Quechua cast with Google, which has no Quechua voice',
    'no-voice',
    change(casting, /^ {2}quz:\n {4}provider: espeak$/m, '  quz:\n    provider: google', 'provider')
  ],
  [
    'a family of voices that nobody has described and that has no price',
    'no-voice',
    change(casting, /families: \[Neural2,/, 'families: [Neural9,')
  ],
  [
    'two presenters of one script with the same voice',
    'same-voice',
    (files) => ({
      ...change(casting, /variant: m3, pitch: 48/, 'variant: f2, pitch: 50')(files),
      file: anchor(files, item.script, /voice: presenter-woman[\s\S]*voice: presenter-man/).file,
      line: 1
    })
  ]
];

const faults = [...quantities, ...references, ...words, ...cues, ...lessons, ...files, ...registry];

it('plants a fault for every rule', () => {
  const known = readdirSync('tests/rules').filter((name) => name !== 'base');
  expect([...new Set(faults.map(([, rule]) => rule))].sort()).toEqual(known);
});

describe('the real content', () => {
  const cache = new Map<string, unknown>();
  const alone = new Map<string, ContentCopy>();
  let copy: ContentCopy;
  let original: Files;
  let before: Issue[];

  const check = async (root: string) => (await checkContent(root, { today, cache })).issues;

  beforeAll(async () => {
    copy = await copyContent('content');
    original = readFiles(copy.root);
    before = await check(copy.root);
  });
  afterAll(() => Promise.all([copy, ...alone.values()].map(({ remove }) => remove())));

  /** For a fault in one item: the registry with that item and no other, which is checked a dozen times as quickly. */
  async function rootFor(names: string[]): Promise<string> {
    const [slug] = names.flatMap((name) => /^(?:lessons|scripts|guides)\/([^/]+)\//.exec(name)?.[1] ?? []);
    const isItem = [...original.keys()].some((name) => name.split('/')[1] === slug);
    if (slug === undefined || !isItem) return copy.root;
    const known = alone.get(slug) ?? (await copyContent(copy.root, { item: slug }));
    alone.set(slug, known);
    return known.root;
  }

  async function write(root: string, writes: Record<string, string | Buffer | undefined>): Promise<void> {
    for (const [name, content] of Object.entries(writes)) {
      const file = path.join(root, name);
      await mkdir(path.dirname(file), { recursive: true });
      if (content === undefined) await rm(file);
      else await writeFile(file, content);
    }
  }

  async function restore(root: string, names: string[]): Promise<void> {
    for (const name of names) {
      const source = original.get(name);
      const folder = path.posix.dirname(name);
      if (source !== undefined) await writeFile(path.join(root, name), source);
      else if ([...original.keys()].some((known) => known.startsWith(`${folder}/`))) await rm(path.join(root, name));
      else await rm(path.join(root, folder), { recursive: true, force: true });
    }
  }

  it('has no errors as it is', () => {
    expect(before.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it.each(faults)('%s: %s', async (_name, rule, plant, level = 'error') => {
    const { writes, file, line } = plant(original);
    const at = { file: `content/${file}`, line, rule, level };
    const here = (issue: Issue) =>
      issue.file === at.file && issue.line === line && issue.rule === rule && issue.level === level;
    expect(before.filter(here), 'the anchor is sound before').toEqual([]);
    const root = await rootFor(Object.keys(writes));
    await write(root, writes);
    try {
      const issues = await check(root);
      const found = issues.filter(({ file: name, rule: id }) => id === rule && name === at.file);
      expect(found.map((issue) => ({ file: issue.file, line: issue.line, rule, level: issue.level }))).toContainEqual(
        at
      );
    } finally {
      await restore(root, Object.keys(writes));
    }
  });
});
