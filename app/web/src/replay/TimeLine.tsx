import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../shared/time';
import type { Line } from './steps';

const FEW = 160;

/** All steps in their order: drag, or use the arrow keys. What an operator did and what was sent back stands out. */
export function TimeLine({ line, n, go }: { line: Line; n: number; go: (n: number) => void }) {
  const { t } = useTranslation();
  const last = line.steps.length;
  const marks = useMemo(() => marksOf(line), [line]);
  const here = line.steps[n - 1];
  const at = (step: number): string => `${last > 1 ? ((step - 1) / (last - 1)) * 100 : 0}%`;
  return (
    <div className="time-line">
      <input
        type="range"
        min={1}
        max={Math.max(1, last)}
        value={n}
        aria-label={t('replay.line')}
        aria-valuetext={t('replay.lineAt', { n, last, at: dateTime(here?.at), where: line.elements[here?.element ?? ''] ?? '' })}
        onChange={(event) => go(Number(event.target.value))}
      />
      <div className="time-marks" aria-hidden="true">
        {marks.map(([step, look]) => (
          <i key={step} className={`time-mark time-${look}`} style={{ left: at(step) }} />
        ))}
      </div>
      <div className="time-days" aria-hidden="true">
        <span>{dateTime(line.steps[0]?.at).slice(0, 10)}</span>
        <strong>{dateTime(here?.at)}</strong>
        <span>{dateTime(line.steps[last - 1]?.at).slice(0, 10)}</span>
      </div>
    </div>
  );
}

/** In a long history only what stands out is marked. */
function marksOf(line: Line): [number, 'operator' | 'back' | 'human' | 'machine'][] {
  return line.steps.flatMap((s): [number, 'operator' | 'back' | 'human' | 'machine'][] => {
    const look = s.operator ? 'operator' : s.back ? 'back' : s.human ? 'human' : 'machine';
    return look === 'operator' || look === 'back' || line.steps.length <= FEW ? [[s.n, look]] : [];
  });
}
