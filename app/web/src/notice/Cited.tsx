import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { citedIn, type Place } from './clauses';

const ClauseDialog = lazy(() => import('./ClauseDialog'));

/** A text in which every place of the notice opens its sentences. */
export function Cited({ text }: { text: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Place>();
  const parts = citedIn(text);
  if (parts.length === 1 && typeof parts[0] === 'string') return <>{text}</>;
  return (
    <>
      {parts.map((part, i) =>
        typeof part === 'string' ? (
          part
        ) : (
          <button key={i} type="button" className="as-link" title={t('notice.open')} onClick={() => setOpen(part)}>
            {part.shown}
          </button>
        ),
      )}
      {open && (
        <Suspense fallback={null}>
          <ClauseDialog place={open} close={() => setOpen(undefined)} />
        </Suspense>
      )}
    </>
  );
}
