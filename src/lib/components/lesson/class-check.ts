import { letterOf } from '#lib/domain/play.ts';
import {
  countAt,
  emptyTally,
  handsAt,
  isEmpty,
  moments,
  mostHands,
  readTally,
  shareAt,
  withCount,
  writeTally,
  type Moment,
  type TallyPlace
} from '#lib/domain/tally.ts';
import { button, childrenOf, fill, make, wordsOf } from './page-parts.ts';

/**
 * Counts the hands of a class before and after, and draws how they changed (CheckSheet.svelte). Bundled alone, asks for
 * nothing. The numbers stay in the page; only who asks for it keeps them on the device, where one button deletes them.
 */

function countHands(section: HTMLElement): void {
  const words = wordsOf(section);
  const storageKey = `willakuy:antes-y-despues:${section.dataset.check}`;
  const questions = childrenOf(section, 'tbody').map((body) => ({
    title: body.querySelector('[scope=rowgroup]')?.textContent ?? '',
    rows: childrenOf(body, 'tr:has(td)')
  }));
  const answers = questions.map(({ rows }) => rows.length);
  const kept = readKept(storageKey);
  let tally = (kept !== undefined && readTally(kept, answers)) || emptyTally(answers);
  let keeps = kept !== undefined;
  const hasAfter = (question: number) => handsAt(tally, 'after', question) > 0;

  const said = make('p', { class: 'hide', role: 'status' });
  const results = make('section', { class: 'results', 'aria-labelledby': 'resultado' });
  const later = make('p', { class: 'screen' }, words.later ?? '');
  const state = make('p', { role: 'status' });
  const asking = make('div', { class: 'ask', role: 'group' });
  const fields: { input: HTMLInputElement; place: TallyPlace }[] = [];

  const nameOf = ({ moment, question, answer }: TallyPlace) =>
    fill(words.place, { question: question + 1, letter: letterOf(answer), moment: words[moment] ?? '' });

  function change(place: TallyPlace, to: (hands: number) => number): void {
    if (keeps) follow();
    tally = withCount(tally, place, to(countAt(tally, place)));
    if (keeps) keep();
    show();
  }

  /** What is kept may have been counted on, or deleted, in another window. */
  function follow(): void {
    const written = readKept(storageKey);
    const theirs = written === undefined ? undefined : readTally(written, answers);
    keeps = theirs !== undefined;
    tally = theirs ?? emptyTally(answers);
    state.textContent = (keeps ? words.kept : words.cleared) ?? '';
  }

  function show(): void {
    for (const { input, place } of fields) {
      const count = countAt(tally, place);
      // What is being typed stays as it is typed.
      if (input !== document.activeElement) input.value = count === 0 ? '' : String(count);
    }
    // Before the class has voted again, a chart would show which answer is looked for.
    const charts = questions.flatMap((question, index) => (hasAfter(index) ? [chartOf(question, index)] : []));
    results.hidden = charts.length === 0;
    later.hidden = isEmpty(tally) || charts.length > 0;
    results.replaceChildren(
      make('h2', { id: 'resultado' }, words.results ?? ''),
      make('p', {}, words.chart ?? ''),
      ...charts,
      make('p', {}, words.care ?? '')
    );
  }

  function stepper(place: TallyPlace): HTMLElement {
    const name = nameOf(place);
    const input = make('input', {
      type: 'number',
      inputmode: 'numeric',
      min: '0',
      max: String(mostHands),
      placeholder: '0',
      'aria-label': name
    });
    input.addEventListener('input', () => change(place, () => input.valueAsNumber));
    input.addEventListener('blur', show);
    fields.push({ input, place });
    const step = (sign: string, label: string | undefined, by: number) => {
      const one = button(sign, () => {
        change(place, (hands) => hands + by);
        said.textContent = `${name}: ${countAt(tally, place)}`;
      });
      one.setAttribute('aria-label', `${label ?? ''}: ${name}`);
      return one;
    };
    return make('div', { class: 'stepper' }, step('−', words.less, -1), input, step('+', words.more, 1));
  }

  /** Before and after of one question: numbers in a table, with a bar for each. */
  function chartOf({ title, rows }: (typeof questions)[number], question: number): HTMLElement {
    const head = [words.answer, words.before, words.after].map((word) => make('th', { scope: 'col' }, word ?? ''));
    const body = rows.map((row, answer) => {
      const mark = row.dataset.right === undefined ? '' : '✓ ';
      const words = row.querySelector('.one > span')?.textContent ?? '';
      return make('tr', {}, make('th', { scope: 'row' }, mark + words), ...moments.map(cell));
      function cell(moment: Moment): HTMLElement {
        const place = { moment, question, answer };
        return make('td', {}, shareWords(place), barOf(moment, shareAt(tally, place)));
      }
    });
    return make(
      'table',
      { class: 'chart' },
      make('caption', {}, title),
      make('thead', {}, make('tr', {}, ...head)),
      make('tbody', {}, ...body)
    );
  }

  function shareWords(place: TallyPlace): string {
    const total = handsAt(tally, place.moment, place.question);
    return total === 0 ? '—' : fill(words.share, { count: countAt(tally, place), total });
  }

  function choose(moment: Moment): HTMLElement {
    const radio = make('input', { type: 'radio', name: 'momento' });
    radio.checked = moment === 'before';
    radio.addEventListener('change', () => (section.dataset.show = moment));
    return make('label', { class: 'choice' }, radio, ` ${words[moment] ?? ''}`);
  }

  function keep(): void {
    try {
      localStorage.setItem(storageKey, writeTally(tally));
      keeps = true;
      state.textContent = words.kept ?? '';
    } catch {
      state.textContent = words.notKept ?? '';
    }
  }

  /** What cannot be taken back happens only after a second press. */
  function ask(question: string | undefined, yes: string | undefined, act: () => void): void {
    const asked = document.activeElement;
    const close = () => {
      asking.replaceChildren();
      if (asked instanceof HTMLElement) asked.focus();
    };
    const refuse = button(words.no, close);
    const agree = button(yes, () => {
      act();
      close();
    });
    asking.replaceChildren(make('p', { id: 'pregunta' }, question ?? ''), refuse, agree);
    refuse.focus();
  }

  /** Numbers that another window has kept meanwhile are not overwritten unasked. */
  function startKeeping(): void {
    const written = readKept(storageKey);
    if (keeps || written === undefined || written === writeTally(tally)) keep();
    else ask(words.replaceAsk, words.replace, keep);
  }

  function clear(): void {
    tally = emptyTally(answers);
    keeps = false;
    try {
      localStorage.removeItem(storageKey);
    } catch {
      // A device that keeps nothing has nothing to delete.
    }
    show();
    state.textContent = words.cleared ?? '';
  }

  questions.forEach(({ rows }, question) =>
    rows.forEach((row, answer) => {
      for (const moment of moments)
        row.querySelector(`[data-moment=${moment}]`)?.append(stepper({ moment, question, answer }));
    })
  );
  section.classList.add('on');
  section.dataset.show = 'before';
  const toggle = make('fieldset', { class: 'moment screen' }, make('legend', {}, words.when ?? ''));
  toggle.append(...moments.map(choose));
  section.querySelector('table')?.before(toggle);
  if (keeps) state.textContent = words.kept ?? '';
  const store = make(
    'section',
    { class: 'play screen', 'aria-labelledby': 'guardar' },
    make('h2', { id: 'guardar' }, words.store ?? ''),
    make('p', {}, words.note ?? ''),
    button(words.keep, startKeeping),
    button(words.clear, () => ask(words.clearAsk, words.clearYes, clear)),
    asking,
    state
  );
  asking.setAttribute('aria-labelledby', 'pregunta');
  section.append(said, later, results, store);
  addEventListener('storage', ({ key }) => {
    if ((key !== null && key !== storageKey) || (!keeps && !isEmpty(tally))) return;
    follow();
    show();
  });
  show();
}

function readKept(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Striped before, solid after: told apart without colour. */
function barOf(moment: Moment, share: number): HTMLElement {
  const part = make('span', { class: moment });
  part.style.width = `${Math.round(share * 100)}%`;
  return make('div', { class: 'share', 'aria-hidden': 'true' }, part);
}

const check = document.querySelector<HTMLElement>('[data-check]');
if (check) countHands(check);
