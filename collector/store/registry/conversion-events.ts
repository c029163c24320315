import type { ConversionEvent } from '../../contract/account/conversion-event.ts';
import type { Website } from '../../model/website.ts';

/** The conversion events of a website. */
export interface ConversionEvents {
  /** In order of creation, archived ones included. */
  conversionEvents(website: Website): ConversionEvent[];
  /** Resolves false, changing nothing, when an active one has the same name. */
  createConversionEvent(website: Website, event: ConversionEvent): Promise<boolean>;
  /** Resolves false, changing nothing, when another active one has the same name. */
  updateConversionEvent(website: Website, event: ConversionEvent): Promise<boolean>;
}
