import { useTranslation } from 'react-i18next';
import type { Part } from './overview';

/** The steps of a phase, or the parts of a step, in their order; a second press takes the choice back. */
export function Steps({ label, steps, open, choose }: { label: string; steps: readonly Part[]; open?: Part; choose: (step?: Part) => void }) {
  const { t } = useTranslation();
  return (
    <ol className="map-steps" aria-label={label}>
      {steps.map((step) => (
        <li key={step.element}>
          <button
            type="button"
            className={step.projects ? 'map-step' : 'map-step map-step-empty'}
            aria-pressed={step === open}
            onClick={() => choose(step === open ? undefined : step)}
          >
            <span>{step.name}</span>
            <b>{step.projects}</b>
            {step.overdue > 0 && (
              <span className="map-badge" title={t('map.late', { count: step.overdue })}>
                <span aria-hidden="true">{step.overdue}</span>
                <span className="sr-only">{t('map.late', { count: step.overdue })}</span>
              </span>
            )}
          </button>
        </li>
      ))}
    </ol>
  );
}
