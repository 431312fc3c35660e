import type { Edition } from '#lib/domain/edition.ts';
import { toArchive, type ArchiveFile } from './archive.ts';
import { lessonFolder } from './html-zip.ts';
import type { PlatformMeans } from './platforms.ts';
import { toSheet } from './sheet.ts';
import { element, escapeXml } from './xml.ts';

/**
 * A lesson as a SCORM 1.2 package: the same folder with a manifest and a script that tells the platform what was done. The
 * schemas are named, not included: platforms have their own. Same edition, same bytes.
 */
export async function toScorm(edition: Edition, means: PlatformMeans): Promise<Uint8Array> {
  const script = { path: 'scorm.js', content: await means.readScript('scorm') };
  const files = await lessonFolder(edition, means, [script]);
  return toArchive([{ path: 'imsmanifest.xml', content: toManifest(edition, files) }, ...files]);
}

const packaging = 'http://www.imsproject.org/xsd/imscp_rootv1p1p2';
const learning = 'http://www.adlnet.org/xsd/adlcp_rootv1p2';

function toManifest(edition: Edition, files: readonly ArchiveFile[]): string {
  const { draft, title } = toSheet(edition);
  const name = escapeXml([draft?.mark, title].filter(Boolean).join(' · '));
  const manifest = element(
    'manifest',
    {
      identifier: `willakuy-${edition.item.slug}-${edition.language}`,
      version: edition.version,
      xmlns: packaging,
      'xmlns:adlcp': learning,
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xsi:schemaLocation': `${packaging} imscp_rootv1p1p2.xsd ${learning} adlcp_rootv1p2.xsd`
    },
    element('metadata', {}, element('schema', {}, 'ADL SCORM'), element('schemaversion', {}, '1.2')),
    element(
      'organizations',
      { default: 'willakuy' },
      element(
        'organization',
        { identifier: 'willakuy' },
        element('title', {}, name),
        element(
          'item',
          { identifier: 'leccion', identifierref: 'paquete', isvisible: 'true' },
          element('title', {}, name)
        )
      )
    ),
    element(
      'resources',
      {},
      element(
        'resource',
        { identifier: 'paquete', type: 'webcontent', 'adlcp:scormtype': 'sco', href: 'index.html' },
        ...files.map(({ path }) => element('file', { href: path }))
      )
    )
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${manifest}\n`;
}
