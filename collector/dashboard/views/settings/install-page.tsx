import { Install } from '../entrance/install.tsx';
import { useWebsite } from './website-context.tsx';

/** The tag, and whether it works. */
export function InstallPage() {
  const { website, save } = useWebsite();
  return (
    <Install website={website} onAllow={(host) => save({ allowed_domains: [...website.allowed_domains, host] })} />
  );
}
