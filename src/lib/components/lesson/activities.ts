import { choose, goBack, goTo, isDone, isRight, next, sceneOf, scoreOf, startRun, startWay } from '#lib/domain/play.ts';
import { button, childrenOf, fill, make, wordsOf, type Words } from './page-parts.ts';

/**
 * Makes the activities of export/activity-html.ts run: cards to sort, stories with choices, questions. Like read-along.ts it
 * is bundled alone and holds no framework. It asks for nothing, keeps nothing and needs no server: packages for school
 * platforms carry it and open it from a file. What it says is in the page; without it the page is the paper twin.
 */

/** Where one goes on reading, with keys and with a screen reader. */
function moveTo(element: HTMLElement): void {
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: 'nearest' });
}

const copyOf = (element: HTMLElement | undefined): Node[] =>
  [...(element?.childNodes ?? [])].map((node) => node.cloneNode(true));
function tellDone(section: HTMLElement, score: { right: number; total: number }): void {
  const detail = { activity: section.dataset.activity, ...score };
  section.dispatchEvent(new CustomEvent('willakuy:done', { bubbles: true, detail }));
}

/** Cards or questions: one at a time, what is chosen is answered at once, and one may choose again. */
function playDeck(section: HTMLElement, words: Words): void {
  const steps = childrenOf(section, '.step');
  const bins = childrenOf(section, '[data-name]');
  const keys = childrenOf(document.querySelector(`[data-key=${section.dataset.activity}]`), ':scope > li');
  const choicesOf = (step: HTMLElement): string[] =>
    bins.length > 0
      ? bins.map((bin) => bin.dataset.name ?? '')
      : childrenOf(step, '.answers > li').map((answer) => answer.textContent);
  const start = () => startRun(steps.map((step) => Number(step.dataset.right)));
  let run = start();

  const where = make('p', { class: 'where' });
  const group = make('div', { class: 'choices', role: 'group', 'aria-label': words.choose ?? '' });
  const answer = make('div', { class: 'answer', role: 'status' });
  const onward = button(words.next, () => {
    run = next(run);
    show();
  });
  const panel = make('div', { class: 'play screen' }, group, answer, onward);
  const end = make('div', { class: 'play end screen' });
  section.append(end);

  function show(focus = true): void {
    const step = steps[run.at];
    for (const one of steps) one.classList.toggle('now', one === step);
    answer.replaceChildren();
    end.replaceChildren();
    onward.hidden = true;
    if (step) {
      where.textContent = fill(words.step, { at: run.at + 1, total: steps.length });
      step.prepend(where);
      step.append(panel);
      group.replaceChildren(...choicesOf(step).map((name, index) => button(name, () => pick(index))));
      if (focus) moveTo(step);
    } else showEnd();
  }

  function pick(index: number): void {
    run = choose(run, index);
    const right = isRight(run);
    [...group.children].forEach((one, place) => {
      one.setAttribute('aria-pressed', String(place === index));
      one.classList.toggle('right', right && place === index);
    });
    const whys = childrenOf(keys[run.at], '.why');
    const lead = make('strong', {}, right ? `✓ ${words.yes ?? ''}` : (words.again ?? ''));
    answer.replaceChildren(make('p', {}, lead, ' ', ...copyOf(whys[whys.length > 1 ? index : 0])));
    onward.textContent = (run.at + 1 < steps.length ? words.next : words.finish) ?? '';
    onward.hidden = false;
  }

  function showEnd(): void {
    const score = scoreOf(run);
    const said = make('p', {}, make('strong', {}, fill(words.end, { ...score })), ' ', words.talk ?? '');
    const again = button(words.restart, () => {
      run = start();
      show();
    });
    const sorted = bins.map((bin, index) => {
      const cards = steps.filter((step) => Number(step.dataset.right) === index);
      const list = cards.map((step) => make('li', {}, ...copyOf(childrenOf(step, '.front')[0])));
      return make('div', {}, make('h3', {}, bin.dataset.name ?? ''), make('ul', {}, ...list));
    });
    end.append(said, ...sorted, again);
    moveTo(said);
    if (isDone(run)) tellDone(section, score);
  }

  if (bins.length > 0) for (const step of steps) letDrag(childrenOf(step, '.front')[0]);
  show(false);
}

/** A card can also be dragged onto a choice: with a mouse anywhere on it, with a finger by its grip, so that the page still scrolls. */
function letDrag(card: HTMLElement | undefined): void {
  if (!card) return;
  const grip = make('span', { class: 'grip screen', 'aria-hidden': 'true' });
  card.prepend(grip);
  let from: { x: number; y: number } | undefined;
  const choiceAt = ({ clientX, clientY }: PointerEvent) =>
    document
      .elementsFromPoint(clientX, clientY)
      .find((one) => one.matches('.choices button') && card.closest('.step')?.contains(one));
  const mark = (choice: Element | undefined) => {
    for (const one of document.querySelectorAll('.choices .over')) one.classList.remove('over');
    choice?.classList.add('over');
  };
  const drop = () => {
    from = undefined;
    card.style.transform = '';
    mark(undefined);
  };
  card.addEventListener('pointerdown', (event) => {
    const { target, pointerType, button, clientX: x, clientY: y } = event;
    if (button !== 0 || (target instanceof Element && target.closest('a'))) return;
    if (pointerType !== 'mouse' && target !== grip) return;
    event.preventDefault();
    card.setPointerCapture(event.pointerId);
    from = { x, y };
  });
  card.addEventListener('pointermove', (event) => {
    if (!from) return;
    card.style.transform = `translate(${event.clientX - from.x}px, ${event.clientY - from.y}px)`;
    mark(choiceAt(event));
  });
  card.addEventListener('pointerup', (event) => {
    const choice = from && choiceAt(event);
    drop();
    if (choice instanceof HTMLElement) choice.click();
  });
  card.addEventListener('pointercancel', drop);
}

/** One scene at a time; every decision can be taken back. */
function playStory(section: HTMLElement, words: Words): void {
  const scenes = childrenOf(section, '.scene');
  let way = startWay;
  const end = make('p', { class: 'answer' }, words.end ?? '');
  const back = button(words.back, () => {
    way = goBack(way);
    show();
  });
  const restart = button(words.restart, () => {
    way = startWay;
    show();
  });
  const panel = make('div', { class: 'play screen' }, end, back, restart);

  function show(focus = true): void {
    const scene = scenes.find(({ id }) => id === `escena-${sceneOf(way)}`);
    for (const one of scenes) one.classList.toggle('now', one === scene);
    if (!scene) return;
    const ends = scene.querySelector('.options') === null;
    scene.append(panel);
    end.hidden = !ends;
    back.hidden = restart.hidden = way.length === 1;
    const heading = childrenOf(scene, 'h3')[0];
    if (focus && heading) moveTo(heading);
    if (ends) tellDone(section, { right: 0, total: 0 });
  }

  section.addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest<HTMLElement>('.options a');
    if (!link) return;
    event.preventDefault();
    way = goTo(way, Number(link.dataset.to));
    show();
  });
  show(false);
}

for (const section of document.querySelectorAll<HTMLElement>('[data-activity]')) {
  const words = wordsOf(section);
  section.classList.add('on');
  if (section.dataset.activity === 'story') playStory(section, words);
  else playDeck(section, words);
}
