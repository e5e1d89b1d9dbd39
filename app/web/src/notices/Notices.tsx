import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { post } from '../shared/http';
import { Rest } from '../shared/More';
import { Page } from '../shared/Page';
import { dateTime } from '../shared/time';
import { Trouble, useTold } from '../shared/Trouble';
import type { Notice } from '../shared/types';
import { useList } from '../shared/useList';
import { useWords } from '../shared/useWords';
import { Waiting } from '../shared/Waiting';

const DEFAULTS = { unread: '' };

/** What this person was told; unread ones are marked in words and weight. */
export function Screen() {
  const { t } = useTranslation();
  const [words, set] = useWords(DEFAULTS);
  const list = useList<Notice>('notices', '/notices', { unread: words.unread }, true);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const told = useTold();
  const read = async (notice: Notice): Promise<void> => {
    try {
      await post(`/notices/${notice.id}/read`);
    } catch (error) {
      void message.error(told(error).title);
    }
    void queries.invalidateQueries({ queryKey: ['notices'] });
    void queries.invalidateQueries({ queryKey: ['me'] });
  };
  return (
    <Page
      title={t('notices.title')}
      actions={
        <Checkbox checked={words.unread === '1'} onChange={(e) => set({ unread: e.target.checked ? '1' : '' })}>
          {t('notices.unreadOnly')}
        </Checkbox>
      }
    >
      {list.isPending ? (
        <Waiting />
      ) : list.isError ? (
        <Trouble error={list.error} retry={() => void list.refetch()} />
      ) : (
        <>
          {list.items.length === 0 ? (
            <p className="empty">{t('notices.empty')}</p>
          ) : (
            <ul className="notices">
              {list.items.map((n) => (
                <li key={n.id} className={n.read_at ? 'notice' : 'notice notice-unread'}>
                  <div className="notice-text">
                    {!n.read_at && <span className="count">{t('notices.unread')}</span>} {n.text}
                  </div>
                  <div className="notice-foot">
                    <time className="hint" dateTime={n.created_at}>
                      {dateTime(n.created_at)}
                    </time>
                    {n.instance && (
                      <Link
                        to={`/cases/${n.instance}`}
                        onClick={() => {
                          if (!n.read_at) void read(n);
                        }}
                      >
                        {t('notices.openCase')}
                      </Link>
                    )}
                    {!n.read_at && (
                      <Button size="small" onClick={() => void read(n)}>
                        {t('notices.markRead')}
                      </Button>
                    )}
                  </div>
                </li>
              ))}
            </ul>
          )}
          <Rest list={list} />
        </>
      )}
    </Page>
  );
}
