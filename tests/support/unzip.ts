import yauzl from 'yauzl';

export interface ZipEntry {
  name: string;
  bytes: Buffer;
  date: Date;
  compressed: boolean;
}

/** A ZIP's files in their order, read by a library that had no part in writing it; it refuses names that leave the folder. */
export function unzip(zip: Uint8Array): Promise<ZipEntry[]> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(Buffer.from(zip), { lazyEntries: true, strictFileNames: true }, (failure, file) => {
      if (failure) return reject(failure);
      const entries: ZipEntry[] = [];
      file.on('error', reject);
      file.on('end', () => resolve(entries));
      file.on('entry', (entry: yauzl.Entry) => {
        file.openReadStream(entry, (error, stream) => {
          if (error) return reject(error);
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('error', reject);
          stream.on('end', () => {
            const bytes = Buffer.concat(chunks);
            const compressed = entry.compressionMethod !== 0;
            entries.push({ name: entry.fileName, bytes, date: entry.getLastModDate(), compressed });
            file.readEntry();
          });
        });
      });
      file.readEntry();
    });
  });
}
