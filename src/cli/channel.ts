import path from 'node:path';
import { parseArgs } from 'node:util';
import { isLanguageCode, languageCodes } from '#lib/domain/language.ts';
import { writeChannel } from '#lib/server/channel.ts';
import { getContent } from '#lib/server/content.ts';

const usage = `npm run channel        todas las lecciones con sus tablas, listas para Kolibri Studio, en out/canal/<idioma>/
Opciones: --lang es,quz   --out CARPETA (out/canal)
Antes ejecute «npm run audio»: sin audio, los libros van sin voz y la carpeta sin radio.`;

try {
  const { values } = parseArgs({
    options: {
      lang: { type: 'string', default: languageCodes.join(',') },
      out: { type: 'string', default: 'out/canal' },
      help: { type: 'boolean', default: false }
    }
  });
  const codes = values.lang.split(',').map((code) => code.trim());
  const unknown = codes.find((code) => !isLanguageCode(code));
  if (unknown !== undefined)
    throw new Error(`--lang: no hay textos en «${unknown}». Hay: ${languageCodes.join(', ')}.`);
  if (values.help) console.log(usage);
  else {
    const content = await getContent();
    for (const code of codes.filter(isLanguageCode)) {
      const { folder, files, bytes } = await writeChannel(content, code, path.resolve(values.out));
      console.log(`${path.relative('.', folder)}: ${files} archivos, ${(bytes / 1e6).toFixed(1)} MB`);
    }
  }
} catch (error) {
  console.error(`${(error as Error).message}\n${usage}`);
  process.exitCode = 2;
}
