import path from 'node:path';
import { writeKept } from '#lib/server/kept-build.ts';

const copies = await writeKept(path.resolve('build'));
for (const { language, files, bytes } of copies)
  console.error(
    `Para guardar en el celular (${language}): ${files} archivos, ${(bytes / 1e6).toFixed(1)} MB con audio.`
  );
