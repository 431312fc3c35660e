import { availableParallelism } from 'node:os';
import path from 'node:path';
import { embeddedCasting, itemVoices } from '#lib/domain/casting.ts';
import { itemsOf, type Library } from '#lib/domain/library.ts';
import { toProgramme } from '#lib/domain/programme.ts';
import { emptyStation, type Station } from '#lib/domain/station.ts';
import { createEspeak } from './espeak.ts';
import { createProgrammeAudio } from './programme-audio.ts';
import { createStationPacks, fillText } from './station-pack.ts';
import { createProducer } from './producer.ts';

const stationCount = 200;
const steps = [50, 100, 200];
/** Three spots and three radio dramas of five minutes. */
const slugs = ['cuna-15-oferta', 'cuna-30-oferta', 'cuna-oferta', 'la-llamada', 'mi-dni-es-mio', 'un-ano-mas'];
const packedStations = 2;

const first = ['Pampa', 'Killa', 'Inti', 'Qosqo', 'Sirena', 'Apu', 'Wayra', 'Chaska', 'Mayu', 'Puna'];
const second = ['Alegre', 'Bonita', 'Central', 'del Sur', 'Libre', 'Nueva', 'Real', 'Santa', 'Unida', 'Viva'];
const third = ['', ' Dos'];
const towns = [
  'Ocongate',
  'Marcapata',
  'Urcos',
  'Sicuani',
  'Yauri',
  'Acomayo',
  'Paruro',
  'Calca',
  'Quillabamba',
  'Lares'
];

/** Stations that do not exist, each with a name of its own. */
const stationOf = (index: number): Station => {
  const pick = (list: readonly string[], at: number) => list[at % list.length] ?? '';
  return {
    ...emptyStation,
    name: `Radio ${pick(first, index)} ${pick(second, Math.floor(index / 10))}${pick(third, Math.floor(index / 100))}`,
    frequency: `${88 + (index % 20)},${index % 10} FM`,
    town: pick(towns, index * 7),
    presenter: `${pick(['Julia', 'Pedro', 'Nélida', 'Rufino'], index)} ${pick(['Quispe', 'Mamani', 'Huamán'], index)}`,
    program: pick(['Willakuy', 'Buenos días', 'Warmikuna', 'La mañana', 'Llaqtanchik'], index),
    contacts: {
      ...emptyStation.contacts,
      demuna: { place: `Demuna de ${pick(towns, index * 7)}`, phone: `084 ${String(200_000 + index * 37).slice(0, 6)}` }
    }
  };
};

/** How much of the work of many packs is new. Shows figures as they come. */
export async function benchPacks(
  read: Library,
  folder: string,
  show: (name: string, value: string) => void
): Promise<void> {
  // What is measured is our own engine, whatever the casting says.
  const library = { ...read, casting: embeddedCasting(read.casting) };
  const threads = Math.max(1, Math.min(8, availableParallelism()));
  const speech = { espeak: await createEspeak({ threads }) };
  const producer = createProducer({ threads });
  const { produce } = producer;
  const report = () => undefined;
  try {
    const cacheFolder = path.join(folder, 'cache');
    const audio = createProgrammeAudio({ cacheFolder: path.join(cacheFolder, 'audio'), speech, produce, report });
    const said = new Set<string>();
    let heard = 0;
    /** Says what no programme before has said. */
    const say = async (station: Station) => {
      for (const slug of slugs) {
        const item = itemsOf(library, 'script').find((one) => one.slug === slug);
        const text = item?.texts.es;
        if (!item || !text) continue;
        const plan = audio.plan(
          toProgramme(item, fillText(text, station), library.sounds, itemVoices(library.casting, item, 'es')).programme
        );
        heard += plan.sayings.length;
        const sayings = plan.sayings.filter(({ key }) => !said.has(key));
        sayings.forEach(({ key }) => said.add(key));
        await audio.say(sayings);
      }
    };
    await say(emptyStation);
    show(`packs, generic lines of ${slugs.length} scripts`, `${audio.counts.linesSpoken} spoken`);

    heard = 0;
    const generic = audio.counts.linesSpoken;
    const start = performance.now();
    for (let index = 0; index < stationCount; index++) {
      await say(stationOf(index));
      const stations = index + 1;
      if (!steps.includes(stations)) continue;
      const spoken = audio.counts.linesSpoken - generic;
      show(
        `packs, ${stations} stations × ${slugs.length} scripts`,
        `${spoken} lines spoken of ${heard} (${((spoken / heard) * 100).toFixed(1)} %), ` +
          `${(spoken / stations).toFixed(1)} a station, ${((performance.now() - start) / 1000).toFixed(1)} s`
      );
    }

    const packs = await createStationPacks({
      library,
      outFolder: path.join(folder, 'packs'),
      cacheFolder,
      languages: ['es'],
      scripts: slugs,
      speech,
      produce,
      report
    });
    const make = async () => {
      const begin = performance.now();
      await Promise.all(
        Array.from({ length: packedStations }, (_, index) => packs.make(`radio-${index}`, stationOf(index)))
      );
      return (performance.now() - begin) / 1000;
    };
    const seconds = await make();
    const { audioSecondsMade } = packs.counts;
    show(
      `packs, ${packedStations} whole ones`,
      `${(packedStations / seconds).toFixed(2)} a second, ${packs.lineCounts.linesSpoken} lines spoken anew, ` +
        `${(audioSecondsMade / packedStations / 60).toFixed(1)} min of audio each, factor ${(seconds / audioSecondsMade).toFixed(4)}`
    );
    show(`packs, the same again`, `${(packedStations / (await make())).toFixed(1)} a second`);
  } finally {
    await Promise.all([speech.espeak.close(), producer.close()]);
  }
}
