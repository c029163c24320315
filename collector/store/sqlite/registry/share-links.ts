import type { ShareLink } from '../../../model/share-link.ts';
import type { ShareLinks } from '../../registry/share-links.ts';
import type { Connection } from '../engine/connection.ts';
import type { Write } from '../write/commands/index.ts';

interface ShareLinkRow {
  id: string;
  website: string;
  name: string;
  filters: string;
  revenue: number;
  created_at: number;
  expires_at: number | null;
}

/** `website` comes out as the id, the later of two columns of one name. */
const LINKS = `select share_links.*, websites.id as website from share_links join websites on number = share_links.website`;

export function createShareLinks(db: Connection, write: Write): ShareLinks {
  const one = db.prepare<[string], ShareLinkRow>(`${LINKS} where share_links.id = ?`);
  const all = db.prepare<[string], ShareLinkRow>(
    `${LINKS} where websites.id = ? order by share_links.created_at, share_links.id`,
  );
  return {
    shareLink: (id) => {
      const row = one.get(id);
      return row === undefined ? null : readShareLink(row);
    },
    shareLinks: (of) => all.all(of.id).map(readShareLink),
    createShareLink: (link) => write('createShareLink', link),
    deleteShareLink: (id) => write('deleteShareLink', id),
  };
}

function readShareLink(row: ShareLinkRow): ShareLink {
  const { id, website, name } = row;
  return {
    id,
    website,
    name,
    filters: JSON.parse(row.filters),
    revenue: row.revenue === 1,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}
