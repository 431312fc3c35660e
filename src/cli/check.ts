import { readdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { formatIssue } from '#lib/domain/issue.ts';
import { checkContent } from '#lib/server/check.ts';

const usage = `npm run check                       lee toda la biblioteca e informa de cada problema, con su remedio
Opciones: --json (una lista)  --content CARPETA
Sale con 1 si hay errores; los avisos no cuentan.`;

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    content: { type: 'string', default: 'content' },
    help: { type: 'boolean', default: false }
  }
});

if (values.help) console.log(usage);
else
  try {
    const { issues } = await checkContent(values.content);
    const errors = issues.filter(({ level }) => level === 'error').length;
    if (values.json) console.log(JSON.stringify(issues, null, 2));
    else {
      for (const issue of issues) console.log(formatIssue(issue));
      const entries = await readdir(values.content, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile()).length;
      console.log(`${files} archivos, ${errors} errores, ${issues.length - errors} avisos`);
    }
    if (errors > 0) process.exitCode = 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
