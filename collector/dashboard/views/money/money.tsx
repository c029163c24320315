import type { ComponentType } from 'preact';
import { SubViews } from '../../parts/sub-views.tsx';
import { useQuestion } from '../../state/use-question.ts';
import { Customers } from './customers.tsx';
import { MoneySources } from './money-sources.tsx';
import { Payments } from './payments.tsx';
import { MONEY_TABS, type MoneyTab } from './tabs.ts';
import { Unattributed } from './unattributed.tsx';

const PARTS: Record<MoneyTab, ComponentType> = {
  sources: MoneySources,
  payments: Payments,
  unattributed: Unattributed,
  customers: Customers,
};
const TABS = Object.keys(MONEY_TABS) as MoneyTab[];
const VIEWS = TABS.map((id) => ({ id, name: MONEY_TABS[id] }));

/** Where the money came from, payment by payment where asked. */
export default function Money() {
  const { param } = useQuestion();
  const Part = PARTS[TABS.find((tab) => tab === param('tab')) ?? 'sources'];
  return (
    <>
      <h1 class="only-heard">Money</h1>
      <SubViews title="Money" param="tab" views={VIEWS} forget={['status', 'type', 'transaction']} />
      <Part />
    </>
  );
}
