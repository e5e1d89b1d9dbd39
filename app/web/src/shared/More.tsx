import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

/** How much of a list is shown, and the rest of it; an empty list says so itself. */
export function More({ shown, total, hasNext, busy, more }: { shown: number; total: number; hasNext: boolean; busy: boolean; more: () => void }) {
  const { t } = useTranslation();
  if (total === 0) return null;
  return (
    <div className="more">
      <span role="status">{t('list.shown', { shown, total })}</span>
      {hasNext && (
        <Button loading={busy} onClick={more}>
          {t('list.more')}
        </Button>
      )}
    </div>
  );
}

interface Listed {
  items: readonly unknown[];
  total: number;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** The same for a list as `useList` gives it. */
export function Rest({ list }: { list: Listed }) {
  return <More shown={list.items.length} total={list.total} hasNext={list.hasNextPage} busy={list.isFetchingNextPage} more={() => void list.fetchNextPage()} />;
}
