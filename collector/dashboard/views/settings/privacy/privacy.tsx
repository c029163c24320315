import { Retention } from '../data/retention-card.tsx';
import { Exclusions } from './exclusions.tsx';
import { VisitorPrivacy } from './visitor-privacy.tsx';

/** How visitors are known, what is not counted, and how long all of it is kept. */
export function Privacy() {
  return (
    <>
      <VisitorPrivacy />
      <Exclusions />
      <Retention />
    </>
  );
}
