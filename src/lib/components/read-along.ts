import type { AudioTimings } from '#lib/domain/audio-timings.ts';

/**
 * Marks on a reading page the phrase that is being heard, and plays from the line that is tapped. Reading pages have no
 * other script: this one is bundled alone (Listen.svelte), holds no framework, asks only for the times beside the audio,
 * and only once someone wants to hear it. It keeps nothing. Without it there are a plain player and the text.
 */

type Line = AudioTimings['lines'][number];

const section = document.querySelector<HTMLElement>('[data-timings]');
const player = section?.querySelector('audio');
if (section && player) readAlong(section, player);

function readAlong(section: HTMLElement, player: HTMLAudioElement): void {
  const elements = lineElements();
  const { timings = '', label = '', stop = '' } = section.dataset;
  const mark = createMark();
  let lines: Line[] = [];
  let loading: Promise<void> | undefined;
  let shown: Line | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether the page follows the voice: until someone scrolls to read on their own. */
  let following = true;
  /** A guide's card that is played alone: it ends before the next one. */
  let part: PlayButton | undefined;
  const buttons = [...document.querySelectorAll<HTMLAnchorElement>('a.play')].map((link) => toPlayButton(link));

  const load = (): Promise<void> =>
    (loading ??= fetch(timings)
      .then((response) => response.json() as Promise<AudioTimings>)
      .then((file) => {
        lines = file.lines;
        show();
      })
      // Without the times there is still the voice; the next try may reach them.
      .catch(() => void (loading = undefined)));

  function show(): void {
    clearTimeout(timer);
    const now = player.currentTime;
    const line = lines.findLast(({ startSeconds }) => startSeconds <= now);
    const heard = line && now < line.startSeconds + line.durationSeconds ? line : undefined;
    const phrase = heard?.phrases.findLastIndex(({ startSeconds }) => startSeconds <= now + 0.02) ?? -1;
    const element = heard && elements.get(heard.cue);
    // The answer to a question that is being read stands open.
    if (heard !== shown) element?.querySelector('details')?.setAttribute('open', '');
    mark(element, heard && phrase >= 0 ? { texts: heard.phrases.map(({ text }) => text), index: phrase } : undefined);
    if (element && heard !== shown && following) follow(element);
    shown = heard;
    for (const { button, words, label, toSeconds } of buttons) {
      const on = !player.paused && part?.toSeconds === toSeconds;
      button.classList.toggle('on', on);
      words.textContent = on ? stop : label;
    }
    if (player.paused) return;
    if (part?.toSeconds !== undefined && now >= part.toSeconds) return player.pause();
    // A player tells its time four times a second: too late for a phrase of two words.
    const changes = lines.flatMap(({ startSeconds, durationSeconds, phrases }) => [
      ...phrases.map((one) => one.startSeconds),
      startSeconds + durationSeconds
    ]);
    const next = Math.min(part?.toSeconds ?? Infinity, changes.find((seconds) => seconds > now + 0.02) ?? Infinity);
    if (next < Infinity) timer = setTimeout(show, ((next - now) * 1000) / player.playbackRate);
  }

  async function playFrom(cue: number): Promise<void> {
    await load();
    const line = lines.find((one) => one.cue === cue);
    if (line) player.currentTime = line.startSeconds;
    part = undefined;
    await player.play();
  }

  interface PlayButton {
    button: HTMLButtonElement;
    words: Element;
    label: string | null;
    /** Undefined for the one that plays all. */
    toSeconds: number | undefined;
  }

  /** A link to a place in the audio, as a button that plays it here, and stops it. */
  function toPlayButton(link: HTMLAnchorElement): PlayButton {
    const [, from, to] = /^#t=([\d.]+),([\d.]+)$/.exec(link.hash) ?? [];
    const button = document.createElement('button');
    button.type = 'button';
    button.className = link.className;
    button.append(...link.childNodes);
    link.replaceWith(button);
    const words = button.firstElementChild ?? button;
    const made = { button, words, label: words.textContent, toSeconds: to === undefined ? undefined : Number(to) };
    button.addEventListener('click', () => {
      if (button.classList.contains('on')) return player.pause();
      // A card begins anew; all of it goes on where it was stopped.
      if (from !== undefined || part) player.currentTime = Number(from ?? 0);
      part = from === undefined ? undefined : made;
      void player.play();
    });
    return made;
  }

  function start(): void {
    following = true;
    // Whoever goes on with the player's own button hears what follows.
    if (part?.toSeconds !== undefined && player.currentTime >= part.toSeconds) part = undefined;
    void load();
    if (section.classList.contains('started')) return;
    section.classList.add('started');
    for (const [cue, element] of elements) {
      if (!element.closest('.cue')) addButton(element, cue).className = 'from-here';
      element.addEventListener('click', ({ target }) => {
        const busy = target instanceof Element && target.closest('a, button, summary');
        if (!busy && getSelection()?.isCollapsed !== false) void playFrom(cue);
      });
    }
  }

  function addButton(parent: Element, cue: number): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...(parent.matches('.n') ? parent.childNodes : []));
    const words = document.createElement('span');
    words.textContent = label;
    if (parent.matches('.n')) words.className = 'hide';
    button.append(words);
    button.addEventListener('click', () => void playFrom(cue));
    parent.prepend(button);
    return button;
  }

  // A script's line is played by its number, before anything else has been; a guide's lines show theirs to keys alone.
  for (const [cue, element] of elements) {
    const number = element.closest('.cue')?.querySelector('.n');
    if (number) addButton(number, cue);
  }
  player.addEventListener('play', start);
  player.addEventListener('seeking', () => {
    // A place outside the card, chosen with the player itself.
    if (part?.toSeconds !== undefined && player.currentTime > part.toSeconds) part = undefined;
  });
  for (const event of ['play', 'playing', 'pause', 'seeked', 'timeupdate', 'ratechange'])
    player.addEventListener(event, show);
  const letGo = () => void (following = false);
  for (const event of ['wheel', 'touchmove']) addEventListener(event, letGo, { passive: true });
  addEventListener('keydown', ({ key }) => {
    if (/^(?:Arrow|Page|Home|End|Tab)/.test(key)) letGo();
  });
}

/** Elements of what is heard, by number: the cues of a script, or title, headings, paragraphs and list items of a guide. */
function lineElements(): Map<number, Element> {
  const cues = [...document.querySelectorAll('.cue:not(.tech)')];
  if (cues.length > 0)
    return new Map(cues.map((cue) => [Number(cue.id.slice(1)), cue.querySelector('.say') ?? cue] as const));
  const read = [...document.querySelectorAll('h1, article :is(h2, h3, h4, h5, h6, p, li)')].filter(
    (element) => !element.closest('table') && !(element.matches('li') && element.firstElementChild?.matches('p'))
  );
  return new Map(read.entries());
}

function follow(element: Element): void {
  const { top, bottom } = element.getBoundingClientRect();
  // The way out lies over the top, the player over the bottom.
  if (top >= innerHeight * 0.1 && bottom <= innerHeight * 0.8) return;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  element.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
}

/** Marks one phrase of an element, or the whole of it where the browser cannot or the words are not found. */
function createMark(): (element?: Element, phrase?: { texts: string[]; index: number }) => void {
  let marked: Element | undefined;
  const highlights = 'highlights' in CSS ? CSS.highlights : undefined;
  return (element, phrase) => {
    marked?.classList.remove('heard');
    highlights?.delete('heard');
    marked = element;
    if (!element || !phrase) return;
    const range = highlights && rangeOf(element, phrase.texts, phrase.index);
    if (range) highlights.set('heard', new Highlight(range));
    else element.classList.add('heard');
  };
}

/** Where a phrase stands in an element. Its phrases follow each other there, with other spaces and marks between them. */
function rangeOf(element: Element, texts: readonly string[], index: number): Range | undefined {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const letters: { node: Node; offset: number; letter: string }[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (!node.parentElement?.closest('.who, .how, .said, button'))
      [...(node.nodeValue ?? '')].reduce((offset, letter) => {
        if (letter.trim() !== '') letters.push({ node, offset, letter });
        return offset + letter.length;
      }, 0);
  const whole = letters.map(({ letter }) => letter).join('');
  let from = 0;
  for (const [place, text] of texts.entries()) {
    const wanted = text.replace(/\s+/g, '');
    const at = whole.indexOf(wanted, from);
    if (at < 0) return undefined;
    from = at + wanted.length;
    if (place !== index) continue;
    // After a blank a phrase may begin with the mark that closes the one before.
    const marks = /^[.,;:?!…»”)\]]*(?=.)/.exec(wanted)?.[0].length ?? 0;
    const [first, last] = [letters[at + marks], letters[from - 1]];
    if (!first || !last) return undefined;
    const range = new Range();
    range.setStart(first.node, first.offset);
    range.setEnd(last.node, last.offset + last.letter.length);
    return range;
  }
  return undefined;
}
