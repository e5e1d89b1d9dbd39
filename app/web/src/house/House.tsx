import { Button, Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Rest } from '../shared/More';
import { Page } from '../shared/Page';
import { dateTime } from '../shared/time';
import { Trouble } from '../shared/Trouble';
import { useList } from '../shared/useList';
import { useWords } from '../shared/useWords';
import { Waiting } from '../shared/Waiting';

interface HouseAct {
  seq: number;
  kind: string;
  at: string;
  actor: string;
  actor_name: string;
  actor_name_en: string;
  said: string;
  said_en: string;
  people: { username: string; name: string }[];
}

const DEFAULTS = { kind: '', person: '', name: '' };
const KINDS = ['role', 'person', 'office', 'token', 'release', 'calendar', 'file', 'clock', 'settings', 'house', 'demo'] as const;

/** What happened to the house — people, rights, releases, files — newest first, for auditors and administrators. */
export function Screen() {
  const { t, i18n } = useTranslation();
  const [words, set] = useWords(DEFAULTS);
  const kind = words.kind && `${words.kind}:`;
  const list = useList<HouseAct>('house', '/house/events', { kind, person: words.person });
  const chinese = i18n.language === 'zh';
  const only = (username: string, name: string) => (
    <Button key={username} type="link" size="small" title={t('house.only', { name })} onClick={() => set({ person: username, name })}>
      {name}
    </Button>
  );
  return (
    <Page title={t('house.title')}>
      <p className="hint">{t('house.words')}</p>
      <div className="filters">
        <Select
          className="filter-process"
          aria-label={t('house.kind')}
          placeholder={t('house.kind')}
          allowClear
          value={words.kind || null}
          options={KINDS.map((value) => ({ value, label: t(`house.kind.${value}`) }))}
          onChange={(value: string | null) => set({ kind: value ?? '' })}
        />
        {words.person && (
          <Tag closable onClose={() => set({ person: '', name: '' })}>
            {t('house.person', { name: words.name || words.person })}
          </Tag>
        )}
      </div>
      {list.isPending ? (
        <Waiting />
      ) : list.isError ? (
        <Trouble error={list.error} retry={() => void list.refetch()} />
      ) : (
        <>
          {list.items.length === 0 ? (
            <p className="empty">{t('house.empty')}</p>
          ) : (
            <ol className="notices">
              {list.items.map((act) => (
                <li key={act.seq} className="notice">
                  <div className="notice-text">{chinese ? act.said : act.said_en}</div>
                  <div className="notice-foot">
                    <span className="hint">{t('house.number', { seq: act.seq })}</span>
                    <time className="hint" dateTime={act.at}>
                      {dateTime(act.at)}
                    </time>
                    <span className="hint">{t('house.by')}</span>
                    {only(act.actor, chinese ? act.actor_name : act.actor_name_en)}
                    {act.people.length > 0 && act.people.length < 4 && <span className="hint">{t('house.about')}</span>}
                    {act.people.length < 4 && act.people.map((p) => only(p.username, p.name))}
                  </div>
                </li>
              ))}
            </ol>
          )}
          <Rest list={list} />
        </>
      )}
    </Page>
  );
}
