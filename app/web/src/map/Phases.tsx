import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Phase, Way } from './overview';

/** The phases in their order with the ways between them; each opens its own steps. */
export function Phases({ phases, ways, open, choose }: { phases: Phase[]; ways: Way[]; open?: Phase; choose: (phase: Phase) => void }) {
  const { t } = useTranslation();
  const at = (key: string | null) => phases.findIndex((p) => p.phase === key);
  return (
    <div className="map-phases" style={{ gridTemplateColumns: phases.map(() => 'minmax(0, 1fr)').join(' 44px ') }}>
      {phases.map((phase, n) => (
        <Fragment key={phase.element}>
          {n > 0 && <span className="map-arrow" aria-hidden="true" />}
          <button type="button" className="map-phase" aria-pressed={phase === open} onClick={() => choose(phase)}>
            <strong>{phase.name}</strong>
            <span className="map-count">
              <b>{phase.projects}</b> {t('map.projects')}
            </span>
            <span className={phase.overdue ? 'map-late' : 'hint'}>{phase.overdue ? t('map.late', { count: phase.overdue }) : t('map.noneLate')}</span>
          </button>
        </Fragment>
      ))}
      {beneath(ways.filter((way) => way.back).map((way) => ({ way, from: at(way.to), to: at(way.from) }))).map(({ way, from, to, row }) => (
        <span key={`${way.from}-${way.to}`} className="map-back" style={{ gridColumn: `${2 * from + 1} / ${2 * to + 2}`, gridRow: row + 2 }}>
          <span>{t('map.back', { name: way.name, to: phases[from]?.name })}</span>
        </span>
      ))}
    </div>
  );
}

/** Ways beneath the phases, each in the first row where it crosses none; two may meet at one phase. */
function beneath<W extends { from: number; to: number }>(ways: W[]): (W & { row: number })[] {
  const placed: (W & { row: number })[] = [];
  for (const way of ways) {
    let row = 0;
    while (placed.some((p) => p.row === row && p.from < way.to && way.from < p.to)) row++;
    placed.push({ ...way, row });
  }
  return placed;
}

/** How projects leave the map. */
export function Ends({ phases, ways }: { phases: Phase[]; ways: Way[] }) {
  const { t } = useTranslation();
  const ends = ways.filter((way) => way.to === null && way.name);
  if (ends.length === 0) return null;
  const words = ends.map((way) => t('map.end', { phase: phases.find((p) => p.phase === way.from)?.name, name: way.name }));
  return <p className="hint map-ends">{t('map.ends', { ends: words.join(t('listComma')) })}</p>;
}
