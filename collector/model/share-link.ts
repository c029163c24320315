/** A link that shows one website's reports to whoever has it. */
export interface ShareLink {
  id: string;
  /** The website's id. */
  website: string;
  name: string;
  /** What is shown, as the `filter_<dimension>` parameters would say it: `{"source": "is:Google"}`. */
  filters: Record<string, string>;
  /** Whether money is told too. */
  revenue: boolean;
  createdAt: number;
  expiresAt: number | null;
}
