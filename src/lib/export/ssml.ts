import { saidTextOf, textOf } from '#lib/domain/document.ts';
import type { Edition, TimedCue } from '#lib/domain/edition.ts';
import type { Voice } from '#lib/domain/item.ts';
import { languages } from '#lib/domain/language.ts';
import { slateOf } from '#lib/domain/programme.ts';
import { speak } from '#lib/domain/speech/speak.ts';
import { toPlainLines } from './plain-blocks.ts';
import { toOneLine, toPlain, toRuns, toSheet, type Sheet } from './sheet.ts';
import { element, escapeXml } from './xml.ts';

/** Who speaks, as SSML tells it to any engine. */
const voices: Record<Voice, { gender: 'female' | 'male' | 'neutral'; age: number }> = {
  'presenter-woman': { gender: 'female', age: 35 },
  'presenter-man': { gender: 'male', age: 35 },
  woman: { gender: 'female', age: 40 },
  man: { gender: 'male', age: 40 },
  girl: { gender: 'female', age: 16 },
  boy: { gender: 'male', age: 16 },
  'elder-woman': { gender: 'female', age: 70 },
  'elder-man': { gender: 'male', age: 70 },
  announcer: { gender: 'neutral', age: 35 }
};

/**
 * A script as SSML 1.1 for any speech engine: a mark at each cue, a voice for each line, silence as long as each sound.
 * Where what is said differs from what is written (numbers to call, dates) the words to say go along. What is not said
 * (operator's cues, notes, sources) is in the metadata.
 */
export function toSsml(edition: Edition): string {
  const sheet = toSheet(edition);
  const { htmlLang } = languages[edition.language];
  const body = [
    element('metadata', {}, `\n${metadata(sheet, edition).join('\n')}\n`),
    // As in our own audio: whoever hears it knows whether it is a draft, and that nobody is speaking.
    element('mark', { name: 'slate' }) +
      sentence(slateOf(edition.language, { draft: edition.draft, voices: 'synthetic' }), edition),
    ...(edition.script?.cues ?? []).map((timed) => cueElement(timed, edition))
  ];
  const attributes = { version: '1.1', xmlns: 'http://www.w3.org/2001/10/synthesis', 'xml:lang': htmlLang };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('speak', attributes, `\n${body.join('\n')}\n`)}\n`;
}

function cueElement({ cue }: TimedCue, edition: Edition): string {
  const mark = element('mark', { name: `c${cue.number}` });
  if (cue.type !== 'line') return mark + element('break', { time: `${Math.round(cue.seconds * 1000)}ms` });
  return (
    mark + element('voice', voices[cue.speaker.voice], sentence(textOf(cue.content), edition, saidTextOf(cue.content)))
  );
}

function sentence(text: string, { language }: Edition, said = text): string {
  const written = toOneLine(text);
  const spoken = speak(toOneLine(said), language);
  const same = spoken === '' || spoken === written;
  return element('s', {}, same ? escapeXml(written) : element('sub', { alias: spoken }, escapeXml(written)));
}

/** Everything that is not said, in a vocabulary of our own. */
function metadata(sheet: Sheet, { language }: Edition): string[] {
  const xmlns = { 'xmlns:w': 'urn:willakuy:script:1' };
  const cues = sheet.cues.map(({ number, type, clock, control, speaker, direction, content }) =>
    element(
      'w:cue',
      { number, type, at: clock, speaker: speaker || undefined, direction: direction || undefined },
      ...(type === 'line'
        ? []
        : [escapeXml([control, toPlain(toRuns(content, sheet.numbers))].filter(Boolean).join(' · '))])
    )
  );
  const parts = [
    element('w:title', {}, escapeXml(sheet.title)),
    element('w:summary', {}, escapeXml(sheet.summary)),
    element('w:facts', {}, escapeXml(sheet.facts)),
    ...(sheet.draft ? [element('w:draft', {}, escapeXml(`${sheet.draft.mark}. ${sheet.draft.note}`))] : []),
    ...(sheet.station === undefined ? [] : [element('w:station', {}, escapeXml(sheet.station))]),
    element('w:version', {}, escapeXml(sheet.version)),
    element('w:licence', {}, escapeXml(sheet.licence)),
    ...sheet.cast.map(({ name, about }) => element('w:cast', { name }, escapeXml(about))),
    ...cues,
    ...toPlainLines(sheet.blocks, sheet.numbers).map(({ type, text }) =>
      element(type === 'heading' ? 'w:heading' : 'w:note', {}, escapeXml(text))
    ),
    ...sheet.sources.map(({ label, title, detail }) =>
      element('w:source', { number: label.replace(/\D/g, ''), title }, escapeXml(detail))
    ),
    ...(sheet.sourcesNote === undefined ? [] : [element('w:sourcesNote', {}, escapeXml(sheet.sourcesNote))])
  ];
  return [`${element('w:script', { ...xmlns, language }, '\n', ...parts.map((part) => `${part}\n`))}`];
}
