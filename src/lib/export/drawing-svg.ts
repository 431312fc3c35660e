/** A drawing of ours as a file of its own, black on white: `shapes` stand in a frame of 96 by 96. */
export const toDrawingSvg = (shapes: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><g fill="none" stroke="#000" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round">${shapes.replaceAll('currentColor', '#000')}</g></svg>`;
