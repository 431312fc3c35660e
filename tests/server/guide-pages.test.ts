import { describe, expect, it } from 'vitest';
import { inlineRuns, textOf } from '#lib/domain/document.ts';
import { languageCodes } from '#lib/domain/language.ts';
import { itemsOf } from '#lib/domain/library.ts';
import { toReading } from '#lib/domain/programme.ts';
import { readAudioManifest } from '#lib/server/audio-manifest.ts';
import { readAudioTimings } from '#lib/server/audio-timings.ts';
import { toGuideDoors, toGuidePage } from '#lib/server/guide-page.ts';
import { readLibrary } from '#lib/server/library.ts';

const { library } = await readLibrary('content');
if (!library) throw new Error('la biblioteca no se puede leer');
const content = { library, audio: await readAudioManifest('static/audio') };
const guides = itemsOf(library, 'guide').flatMap(({ slug }) =>
  languageCodes.map((language) => {
    const page = toGuidePage(content, slug, language);
    if (!page) throw new Error(`no hay página de ${slug}`);
    return { name: `${language}/${slug}`, page };
  })
);

describe.each(guides)('the page of $name', ({ page: { view, guide, cards } }) => {
  it('plays each card from its title to its last word, and nothing of the next', async () => {
    if (!view.audio) throw new Error('falta static/audio: ejecute «npm run audio»');
    const { lines } = await readAudioTimings('static/audio', view.audio);
    const titles = cards.map(({ title }) => textOf(title).replace(/\s+/g, ''));
    const said = cards.map(({ heard }) =>
      lines
        .filter(({ startSeconds }) => heard && startSeconds >= heard.fromSeconds && startSeconds < heard.toSeconds)
        .map(({ phrases }) => phrases.map(({ text }) => text).join(''))
    );
    expect(said.map(([title]) => title?.replace(/\s+/g, ''))).toEqual(titles);
    // Every line but the guide's own title belongs to one card.
    expect(said.flat()).toHaveLength(lines.length - 1);
    for (const [index, { heard }] of cards.entries()) {
      const next = cards[index + 1]?.heard?.fromSeconds ?? view.audio.seconds;
      expect(heard?.toSeconds).toBeLessThan(next);
      const last = lines.findLast(({ startSeconds }) => startSeconds < (heard?.toSeconds ?? 0))?.phrases.at(-1);
      expect(heard?.toSeconds).toBeGreaterThan(last?.startSeconds ?? Infinity);
    }
  });

  it('shows a drawing with its description on every card, and the answers of every question', () => {
    for (const { drawing } of cards) {
      expect(drawing?.description).not.toBe('');
      expect(drawing?.shapes).toMatch(/^<(?!svg)[\s\S]+>$/);
    }
    const questions = cards.filter(({ answers }) => answers.length > 0);
    expect(questions.length > 0).toBe(guide.form === 'questions');
  });
});

it('keeps lines to write on for paper: they are printed, and neither shown nor said', () => {
  const lines = guides.flatMap(({ name, page: { cards, view } }) =>
    cards.flatMap(({ blocks, toWrite }) => {
      expect([...inlineRuns(blocks)].map(textOf).join(), name).not.toMatch(/…{2}/);
      return toWrite.map((line) => `${view.textLanguage}: ${textOf(line)}`);
    })
  );
  expect(lines.join('\n')).toMatch(/^es: Teléfono .*…{4}$/m);
  expect(lines.join('\n')).toMatch(/^quz: .*teléfonon: …{4}/m);
  const said = guides.flatMap(({ page: { view } }) => {
    const text = library.items.find(({ slug }) => slug === view.item.slug)?.texts[view.textLanguage];
    return toReading(text?.document.blocks ?? []).map(({ content }) => textOf(content));
  });
  expect(said.join()).not.toMatch(/…{2}/);
});

it.each(languageCodes)('the list in %s has a door for each guide, in order, each with its own picture', (language) => {
  const doors = toGuideDoors(content, language);
  expect(doors.map(({ item }) => item.slug)).toEqual(itemsOf(library, 'guide').map(({ slug }) => slug));
  expect(new Set(doors.map(({ drawing }) => drawing?.shapes)).size).toBe(doors.length);
});
