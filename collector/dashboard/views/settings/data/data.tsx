import { BackupCard } from './backup-card.tsx';
import { DeleteWebsite } from './delete-website.tsx';
import { EraseVisitor } from './erase-visitor.tsx';
import { ExportCard } from './export-card.tsx';

/** The data is the owner's: take it away, or end it. */
export function Data() {
  return (
    <>
      <ExportCard />
      <BackupCard />
      <EraseVisitor />
      <DeleteWebsite />
    </>
  );
}
