import { drawingFaults } from '../../drawing.ts';
import { issueAt, startOf, type Issue } from '../../issue.ts';
import { nearest } from '../nearest.ts';
import { textsOf, type Rule } from '../rule.ts';

/** A drawing that no page can show, or a text that asks for one there is not or does not say what it shows. */
export const badDrawing: Rule = {
  id: 'bad-drawing',
  check({ library }) {
    const ids = library.drawings.map(({ id }) => id);
    return [
      ...library.drawings.flatMap(({ file, svg }) =>
        drawingFaults(svg).map((fault) => issueAt(startOf(file), 'bad-drawing', `El dibujo ${fault}.`))
      ),
      ...[...textsOf(library)].flatMap(({ text }) =>
        text.document.blocks.flatMap((block): Issue[] => {
          if (block.type !== 'drawing') return [];
          const guess = nearest(block.id, new Set(ids));
          return [
            ...(ids.includes(block.id)
              ? []
              : [
                  issueAt(
                    block.at,
                    'bad-drawing',
                    `No hay un dibujo «${block.id}» en content/drawings/. ${guess ? `¿Quiso decir ${guess}?` : 'Dibújelo o quítelo.'}`
                  )
                ]),
            ...(block.description === ''
              ? [issueAt(block.at, 'bad-drawing', 'Diga con palabras qué se ve: ![Una mano abierta](drawing:mano).')]
              : [])
          ];
        })
      )
    ];
  }
};
