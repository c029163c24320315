import { expect, it } from 'vitest';
import { warningWords } from '../../../collector/dashboard/format/warning.ts';
import { currencyWarnings } from '../../../collector/query/money/currency-warnings.ts';

it('names no parameter of the API where money was left out for want of a rate', () => {
  const part = { payment: { currency: 'USD', type: 'payment', revenue_id: 'r1' }, currency: 'USD' } as never;
  const [warning = ''] = currencyWarnings([part], 'EUR');
  expect(warningWords(warning)).toMatch(/^Revenue in USD is not in these sums: there are no exchange rates/);
  expect(warningWords(warning)).not.toMatch(/currency=|dimensions/);
});
