/** A line drawing of our own (content/drawings/<id>.svg): black on white, so that it prints and photocopies. */
export interface Drawing {
  id: string;
  file: string;
  svg: string;
}

const shapes = ['g', 'path', 'circle', 'ellipse', 'rect', 'line', 'polyline', 'polygon'];
const attributes =
  /^(?:d|cx|cy|r|rx|ry|x|y|x1|y1|x2|y2|width|height|points|transform|fill|stroke-width|stroke-dasharray)$/;
/** A family page with eight drawings and its text has 14 kB. */
const mostBytes = 1200;

/** What keeps a drawing from standing inside a page: everything but plain shapes without a colour of their own. */
export function drawingFaults(svg: string): string[] {
  const faults: string[] = [];
  if (svg.length > mostBytes) faults.push(`pesa ${svg.length} bytes y el límite es ${mostBytes}`);
  const [, viewBox, inside] =
    /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="([\d. ]+)">([\s\S]*)<\/svg>\s*$/.exec(svg) ?? [];
  if (viewBox !== '0 0 96 96' || inside === undefined)
    return [
      ...faults,
      'debe empezar con <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"> y terminar con </svg>'
    ];
  for (const [, name = '', rest = ''] of inside.matchAll(/<([!?a-zA-Z][\w:-]*)([^>]*)>/g)) {
    if (!shapes.includes(name)) faults.push(`no puede llevar <${name}>`);
    for (const [, attribute = '', value = ''] of rest.matchAll(/([\w:-]+)\s*=\s*"([^"]*)"/g)) {
      if (!attributes.test(attribute)) faults.push(`no puede llevar ${attribute}`);
      if (attribute === 'fill' && value !== 'none' && value !== 'currentColor')
        faults.push('solo se rellena con none o currentColor');
    }
  }
  return faults;
}

/** What stands inside the frame of a drawing: a page gives it one of its own, with its description. */
export const shapesOf = ({ svg }: Pick<Drawing, 'svg'>): string =>
  svg.replace(/^<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '');
