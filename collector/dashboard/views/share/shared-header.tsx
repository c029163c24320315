import { dimensionName } from '../../format/label.ts';
import { FilterBar } from '../../shell/filter-bar.tsx';
import { Keys } from '../../shell/keys.tsx';
import { PeriodPicker } from '../../shell/period-picker.tsx';
import type { Share } from './share.ts';

/** Name, period and filters. What the link is locked to stands first and stays. */
export function SharedHeader({ share }: { share: Share }) {
  const locked = Object.entries(share.filters);
  return (
    <>
      <a class="only-heard" href="#view">
        Skip to the numbers
      </a>
      <header class="top">
        <div class="top-line">
          <span class="brand clip" title={share.website.name}>
            {share.website.name}
          </span>
          {share.name !== share.website.name && (
            <span class="soft small clip" title={share.name}>
              {share.name}
            </span>
          )}
          <span class="push" />
          <PeriodPicker />
        </div>
        {locked.length > 0 && (
          <ul class="filters" aria-label="What this link is locked to">
            {locked.map(([dimension, filter]) => {
              const text = filter
                .replace(/^is:/, '')
                .replace(/^([a-z]+(?:_[a-z]+)*):/, (_, word: string) => `${word.replaceAll('_', ' ')} `);
              return (
                <li key={dimension} class="chip locked">
                  <span class="clip" title={text}>
                    {dimensionName(dimension)}: <b>{text}</b>
                  </span>
                </li>
              );
            })}
          </ul>
        )}
        <FilterBar />
      </header>
      <Keys />
    </>
  );
}
