import { emptyStation, type Station } from '#lib/domain/station.ts';

/** A station that has filled in everything a script asks for but the guests. */
export const pampa: Station = {
  ...emptyStation,
  name: 'Radio Pampa',
  frequency: '99,9 FM',
  town: 'Pampa Alegre',
  province: 'Quispicanchi',
  presenter: 'Julia Quispe',
  program: 'Willakuy',
  contacts: { ...emptyStation.contacts, demuna: { place: 'Demuna de Pampa Alegre', phone: '084 000 000' } }
};

/** What a station's owner could write to do harm, as far as a profile takes it. */
export const hostile: Station = {
  ...emptyStation,
  name: '=cmd|../<b>x</b> 🎙',
  frequency: '"; rm -rf /',
  town: '../../../etc/passwd',
  presenter: "{{t}} ${x} %s 'x'",
  program: '<script>alert(1)</script>',
  contacts: { ...emptyStation.contacts, cem: { place: '+SUM(A1)', phone: '@x' } }
};
