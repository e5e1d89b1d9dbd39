import { useQueries } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { fileFacts, fileAddress } from './files';

/** Stored files by their ids: name, size, a link that fetches them. */
export function FileLinks({ ids, remove }: { ids: readonly string[]; remove?: (id: string) => void }) {
  const { t } = useTranslation();
  const facts = useQueries({ queries: ids.map((id) => ({ queryKey: ['file', id], queryFn: () => fileFacts(id), staleTime: Infinity })) });
  if (ids.length === 0) return null;
  return (
    <ul className="file-list">
      {ids.map((id, i) => {
        const name = facts[i]?.data?.name ?? id;
        const size = facts[i]?.data?.size;
        return (
          <li key={id}>
            <a href={fileAddress(id)} download={name}>
              {name}
            </a>
            {size !== undefined && (
              <span className="hint">
                {size < 1024 * 1024 ? `${Math.max(1, Math.round(size / 1024))} kB` : `${(size / 1024 / 1024).toFixed(1)} MB`}
              </span>
            )}
            {remove && (
              <Button type="link" danger size="small" aria-label={`${t('form.remove')} ${name}`} onClick={() => remove(id)}>
                {t('form.remove')}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
