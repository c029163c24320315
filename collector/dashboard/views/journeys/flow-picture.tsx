import { useMemo, useState } from 'preact/hooks';
import type { JourneysAnswer } from '../../../contract/reports/journeys.ts';
import { count } from '../../format/number.ts';
import { Wide } from '../../parts/wide.tsx';
import { COLUMN, type FlowLink, type FlowNode, LEAST_TOUCHED_NODE, layFlow } from './flow-layout.ts';
import { anchoredAt, type Journey, placeName } from './journey-address.ts';

interface Props {
  /** Null until it is known. */
  answer: JourneysAnswer | null;
  journey: Journey;
  onAnchor(journey: Journey): void;
}

/** Columns of pages and the ways between them; whatever is pointed at or focused stands out. A page leads to its own ways. */
export function FlowPicture({ answer, journey, onAnchor }: Props) {
  const flow = useMemo(
    () => (answer === null ? null : layFlow(answer, touched() ? LEAST_TOUCHED_NODE : undefined)),
    [answer],
  );
  const [active, setActive] = useState<string | null>(null);
  if (flow === null) return <div class="flow-wait skeleton" />;
  const touches = ({ from, to }: FlowLink) => active === from.key || active === to.key;
  return (
    <Wide title="Ways between pages">
      <div
        class={`flow${active === null ? '' : ' picking'}`}
        style={{ width: `${flow.width}px`, height: `${flow.height}px` }}
      >
        <svg width={flow.width} height={flow.height} aria-hidden="true">
          {flow.links.map((link) => (
            <path key={link.key} class={touches(link) ? 'on' : undefined} d={curve(link)} stroke-width={link.width}>
              <title>{`${placeName(link.from.page)} → ${placeName(link.to.page)}: ${count(link.sessions)} visits`}</title>
            </path>
          ))}
        </svg>
        <ol>
          {flow.steps.map((step) => (
            <li key={step}>
              <ol aria-label={stepName(step)}>
                {flow.nodes
                  .filter((node) => node.step === step)
                  .map((node) => (
                    <NodeButton
                      key={node.key}
                      node={node}
                      active={active === node.key}
                      onActive={setActive}
                      onPick={() => onAnchor(anchoredAt(journey, node.page))}
                    />
                  ))}
              </ol>
            </li>
          ))}
        </ol>
      </div>
      {flow.hidden.size > 0 && <p class="soft small flow-rest">The commonest pages of each step are drawn.</p>}
    </Wide>
  );
}

/** Whether a finger points. */
const touched = (): boolean => matchMedia('(pointer: coarse)').matches;

interface NodeProps {
  node: FlowNode;
  active: boolean;
  onActive(key: string | null): void;
  onPick(): void;
}

function NodeButton({ node, active, onActive, onPick }: NodeProps) {
  const name = placeName(node.page);
  return (
    <li>
      <button
        type="button"
        class={`flow-node${active ? ' on' : ''}`}
        style={{ left: `${node.x}px`, top: `${node.y}px`, width: `${COLUMN}px`, height: `${node.height}px` }}
        title={`${name}: ${count(node.sessions)} visits. Click for the ways from or to it`}
        onMouseEnter={() => onActive(node.key)}
        onMouseLeave={() => onActive(null)}
        onFocus={() => onActive(node.key)}
        onBlur={() => onActive(null)}
        onClick={onPick}
      >
        <span class="clip">{name}</span> <span class="small">{count(node.sessions)}</span>
      </button>
    </li>
  );
}

function curve({ from, to, y1, y2 }: FlowLink): string {
  const [x1, x2] = [from.x + COLUMN, to.x];
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}

const stepName = (step: number): string =>
  step === 0 ? 'The page asked for' : step > 0 ? `${count(step)} after it` : `${count(-step)} before it`;
