import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Cited } from '../notice/Cited';
import { Page } from '../shared/Page';
import { Trouble } from '../shared/Trouble';
import { useProcesses } from '../shared/useProcesses';
import { Waiting } from '../shared/Waiting';

/** The processes this person may start, each with what its owner says of it. */
export function Screen() {
  const { t } = useTranslation();
  const list = useProcesses();
  return (
    <Page title={t('start.title')}>
      {list.isPending ? (
        <Waiting />
      ) : list.isError ? (
        <Trouble error={list.error} retry={() => void list.refetch()} />
      ) : list.data.items.length === 0 ? (
        <p className="empty">{t('start.empty')}</p>
      ) : (
        <ul className="cards">
          {list.data.items.map((p) => (
            <li key={p.key} className="card">
              <h2>
                <Link to={`/start/${p.key}`}>{p.name}</Link>
              </h2>
              {p.documentation && (
                <p className="prose">
                  <Cited text={p.documentation} />
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
