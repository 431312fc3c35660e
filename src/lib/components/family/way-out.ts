/**
 * The way out of a page that someone may not be seen with, and what other pages of ours do for it. Bundled alone; without
 * it the link is a plain link. With it the page is blank before anything else happens, nothing of ours stays behind Back,
 * and Shift three times does the same. It keeps nothing and asks for nothing.
 */

/** The link out; pages for outreach workers and teachers have none. */
const way = document.querySelector<HTMLAnchorElement>('a[data-way-out]');
/** Shift three times within this many milliseconds. */
const patience = 5000;
const presses: number[] = [];
let gone = false;

/** Silence and a white page first; the address is replaced, so that Back leads to whatever was before us. */
function leave(): void {
  gone = true;
  const target = way?.href ?? 'about:blank';
  for (const player of document.querySelectorAll('audio')) player.pause();
  document.title = '\u00a0';
  document.documentElement.replaceChildren();
  // Without a connection the other site cannot open: better an empty page than an error with an address.
  location.replace(navigator.onLine ? target : 'about:blank');
}

/**
 * Pages that someone may not be seen with replace each other, and whatever led to them: Back leaves them all. A source that
 * a worker opens from a script does not: Back leads to the script.
 */
function inPlace(link: HTMLAnchorElement): boolean {
  const ours = link.origin === location.origin && link.target === '' && !link.hasAttribute('download');
  if (!ours || !link.pathname.endsWith('/')) return false;
  if (way?.dataset.wayOut === 'all') return true;
  return (way ? /^\/[a-z]+\/(?:$|(?:familia|ayuda|estudio|fuentes|glosario)\/)/ : /^\/[a-z]+\/(?:$|familia\/)/).test(
    link.pathname
  );
}

/** A place in the page that is open: the address, which a browser keeps, stays as it is. */
function placeOf(link: HTMLAnchorElement): Element | null {
  const here = way?.dataset.wayOut === 'all' && link.href.replace(/#.*/, '') === location.href.replace(/#.*/, '');
  return here ? document.getElementById(link.hash.slice(1)) : null;
}

function goTo(place: Element): void {
  for (let fold = place.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null)
    fold.open = true;
  place.setAttribute('tabindex', '-1');
  (place as HTMLElement).focus();
  place.scrollIntoView();
}

addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || event.defaultPrevented) return;
  const place = placeOf(link);
  if (link === way) leave();
  else if (place) goTo(place);
  else if (inPlace(link)) location.replace(link.href);
  else return;
  event.preventDefault();
});

addEventListener('keydown', ({ key, repeat, timeStamp }) => {
  if (repeat || !way) return;
  if (key !== 'Shift') presses.length = 0;
  else if (presses.push(timeStamp) >= 3 && timeStamp - (presses.at(-3) ?? 0) < patience) leave();
});

// A page taken out of the browser's memory stays as empty as it was left.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted && gone) leave();
});
