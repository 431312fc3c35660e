/**
 * The way out of a page that someone may not be seen with. Bundled alone (WayOut.svelte); without it the link is a plain
 * link. With it the page is blank before anything else happens, nothing of ours stays behind Back, and Shift three times
 * does the same. It keeps nothing and asks for nothing.
 */

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

/** Pages that someone may not be seen with replace each other: Back leaves them all. */
function inPlace(link: HTMLAnchorElement): boolean {
  const everywhere = document.body.querySelector('[data-way-out="all"]') !== null;
  const ours = link.origin === location.origin && link.target === '' && !link.hasAttribute('download');
  const page = link.pathname.endsWith('/');
  return ours && page && (everywhere || /^\/[a-z]+\/(?:$|familia\/|ayuda\/)/.test(link.pathname));
}

addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || event.defaultPrevented) return;
  if (link === way) leave();
  else if (inPlace(link)) location.replace(link.href);
  else return;
  event.preventDefault();
});

addEventListener('keydown', ({ key, repeat, timeStamp }) => {
  if (repeat) return;
  if (key !== 'Shift') presses.length = 0;
  else if (presses.push(timeStamp) >= 3 && timeStamp - (presses.at(-3) ?? 0) < patience) leave();
});

// A page taken out of the browser's memory stays as empty as it was left.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted && gone) leave();
});
