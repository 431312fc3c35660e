/**
 * Turns the slides of a lesson with keys, buttons and the remote (which sends Page Up and Page Down). Without it they are
 * turned by scrolling. It asks for nothing and keeps nothing; the address says which slide is shown, so that a reload stays.
 */

const slides = [...document.querySelectorAll<HTMLElement>('.slide')];
const rest = document.querySelector<HTMLElement>('.rest');
const controls = document.querySelector<HTMLElement>('.controls');
const stops = rest ? [...slides, rest] : slides;

/** The one that takes up the middle of the screen. */
const shown = (): number =>
  Math.max(
    0,
    stops.findLastIndex((stop) => stop.getBoundingClientRect().top <= innerHeight / 2)
  );

function show(index: number): void {
  const stop = stops[Math.min(Math.max(index, 0), stops.length - 1)];
  if (!stop) return;
  stop.scrollIntoView({ block: 'start', behavior: 'instant' });
  // Whoever hears the page is told what it is.
  stop.querySelector<HTMLElement>('h1, h2')?.focus({ preventScroll: true });
  if (stop.id !== '') history.replaceState(null, '', `#${stop.id}`);
}

function turn(by: 1 | -1): void {
  const here = shown();
  const { top, bottom } = stops[here]?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
  // On a very small screen a slide goes on below: that comes first.
  if (by > 0 && bottom > innerHeight + 8) scrollBy({ top: innerHeight * 0.8, behavior: 'instant' });
  else if (by < 0 && top < -8) scrollBy({ top: -innerHeight * 0.8, behavior: 'instant' });
  else show(here + by);
}

async function toggleFullScreen(): Promise<void> {
  const here = shown();
  if (document.fullscreenElement) await document.exitFullscreen();
  else await document.documentElement.requestFullscreen();
  show(here);
}

const blank = (on?: boolean): boolean => document.documentElement.classList.toggle('blank', on);

const actions: Record<string, () => unknown> = {
  next: () => turn(1),
  previous: () => turn(-1),
  full: toggleFullScreen,
  first: () => show(0),
  last: () => show(slides.length - 1),
  blank: () => blank()
};

const keys: Record<string, string> = {
  ArrowRight: 'next',
  ArrowDown: 'next',
  PageDown: 'next',
  ' ': 'next',
  ArrowLeft: 'previous',
  ArrowUp: 'previous',
  PageUp: 'previous',
  Home: 'first',
  End: 'last',
  f: 'full',
  b: 'blank',
  '.': 'blank'
};

function act(name: string | undefined): boolean {
  const action = name === undefined ? undefined : actions[name];
  // A full screen that the browser refuses is no fault of ours.
  if (action) void Promise.resolve(action()).catch(() => undefined);
  return action !== undefined;
}

addEventListener('keydown', (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const isDark = document.documentElement.classList.contains('blank');
  const name = keys[key.length === 1 ? key.toLowerCase() : key];
  if (isDark && (name !== undefined || key === 'Escape')) {
    // Whatever is pressed brings the slide back first.
    blank(false);
    event.preventDefault();
    return;
  }
  if (key === ' ' && target instanceof Element && target.closest('button')) return;
  if (act(key === ' ' && event.shiftKey ? 'previous' : name)) event.preventDefault();
});

controls?.removeAttribute('hidden');
controls?.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest<HTMLElement>('[data-turn]') : null;
  act(button?.dataset.turn);
});
