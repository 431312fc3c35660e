import { airLogFile, emptyAirLog, type AirLog } from '#lib/domain/air-log.ts';
import { campaignFile, createCampaign, mondayFrom, type Campaign } from '#lib/domain/campaign.ts';
import { deviceNow } from './clock.ts';
import { Stored } from './stored.svelte.ts';

/** A campaign from the next Monday on. */
export const newCampaign = (): Campaign => createCampaign(mondayFrom(deviceNow().date));

/** The campaign this device is planning. */
export const campaign = new Stored<Campaign>('campaign', {
  parse: (value) => campaignFile.parse(value).value,
  initial: newCampaign()
});

/** What this station has aired. */
export const airLog = new Stored<AirLog>('air-log', {
  parse: (value) => airLogFile.parse(value).value,
  initial: emptyAirLog
});
