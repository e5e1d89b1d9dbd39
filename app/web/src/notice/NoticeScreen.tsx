import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Page } from '../shared/Page';
import { Trouble } from '../shared/Trouble';
import { Waiting } from '../shared/Waiting';
import { useNotice } from './clauses';
import './notice.css';

/** The whole notice, part by part; the address may name the part one came for. */
export function Screen() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const at = params.get('at') ?? '';
  const notice = useNotice();
  const there = notice.isSuccess;
  useEffect(() => {
    if (there && at) document.getElementById(`at-${at}`)?.scrollIntoView({ block: 'center' });
  }, [there, at]);
  if (notice.isPending) return <Waiting />;
  return (
    <Page title={t('notice.title')}>
      {notice.isError ? (
        <Trouble error={notice.error} retry={() => void notice.refetch()} />
      ) : notice.data.items.length === 0 ? (
        <p className="empty">{t('notice.empty')}</p>
      ) : (
        <>
          <p className="hint">
            {notice.data.document} · {t('notice.assumed')}
          </p>
          <div className="section notice-text">
            {notice.data.sections.map((section) => (
              <section key={section.place} id={`at-${section.place}`} className={section.place === at ? 'notice-here' : undefined} aria-label={section.title}>
                <h2>
                  {section.place} <span>{section.title}</span>
                </h2>
                <ul className="sentences">
                  {notice.data.items
                    .filter((c) => c.place === section.place)
                    .map((c) => (
                      <li key={c.id}>{c.text}</li>
                    ))}
                </ul>
              </section>
            ))}
          </div>
        </>
      )}
    </Page>
  );
}
