import { useTranslation } from 'react-i18next';
import { clockTime } from '../shared/time';
import { useTold } from '../shared/Trouble';
import type { DraftState } from './useDraft';

/** Whether what was typed is safe on the server. */
export function DraftLine({ state }: { state: DraftState }) {
  const { t } = useTranslation();
  const told = useTold();
  const text =
    state.kind === 'saved'
      ? t('draft.saved', { time: clockTime(state.at) })
      : state.kind === 'waiting'
        ? t('draft.waiting')
        : state.kind === 'failed'
          ? t('draft.failed', { why: told(state.error).title })
          : '';
  return (
    <span className={`draft-line draft-${state.kind}`} role="status">
      {text}
    </span>
  );
}
