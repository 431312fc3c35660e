import { toQrCode } from '#lib/domain/qr.ts';

/**
 * Draws the code of a poster for the address that this page really has, and writes it down (CodePosterPage.svelte). Bundled
 * alone; asks for nothing and keeps nothing.
 */

const svgSpace = 'http://www.w3.org/2000/svg';

for (const frame of document.querySelectorAll<HTMLElement>('[data-code]')) {
  const address = `${location.origin}${frame.dataset.code}`;
  const { size, path } = toQrCode(address);
  const svg = document.createElementNS(svgSpace, 'svg');
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', address);
  const modules = document.createElementNS(svgSpace, 'path');
  modules.setAttribute('d', path);
  svg.append(modules);
  frame.replaceChildren(svg);
  frame.hidden = false;
  for (const shown of document.querySelectorAll<HTMLElement>('[data-address]'))
    shown.textContent = shown.dataset.address === 'whole' ? address : address.replace(/^https?:\/\//, '');
  for (const known of document.querySelectorAll<HTMLElement>('[data-known]'))
    known.hidden = known.dataset.known === 'no';
}
