import { ATTRIBUTION_MODELS, type AttributionModel } from '../../../contract/vocabulary.ts';

export const MODEL_WORDS: Record<AttributionModel, { name: string; meaning: string }> = {
  last_non_direct: {
    name: 'Last non-direct',
    meaning: 'All to the last visit that came from somewhere; to direct only where every visit was direct.',
  },
  last: { name: 'Last', meaning: 'All to the last visit before the payment, wherever it came from.' },
  first: { name: 'First', meaning: 'All to the visit that first brought the payer.' },
  linear: { name: 'Linear', meaning: 'The same part to every visit before the payment.' },
  position: { name: 'Position', meaning: '40 % to the first visit, 40 % to the last, 20 % shared by those between.' },
};

export const MODEL_CHOICES = ATTRIBUTION_MODELS.map((id) => ({ id, name: MODEL_WORDS[id].name }));
