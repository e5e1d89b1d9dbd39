import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { EventLines } from '../shared/EventLines';
import { get, query } from '../shared/http';
import { More } from '../shared/More';
import { Section } from '../shared/Page';
import { Trouble } from '../shared/Trouble';
import type { CaseEvent, Page } from '../shared/types';
import { Waiting } from '../shared/Waiting';

/** Everything that happened, from the beginning, in sentences. */
export function History({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const list = useInfiniteQuery({
    queryKey: ['case', id, 'events', i18n.language],
    initialPageParam: 0,
    queryFn: ({ signal, pageParam }) =>
      get<Page<CaseEvent>>(`/instances/${id}/events${query({ after: pageParam || undefined, limit: 100 })}`, signal),
    getNextPageParam: (last) => (last.next ? last.items[last.items.length - 1]?.seq : undefined),
  });
  const events = list.data?.pages.flatMap((p) => p.items) ?? [];
  const total = list.data?.pages[0]?.total ?? events.length;
  return (
    <Section title={t('case.history')}>
      {list.isPending ? (
        <Waiting />
      ) : list.isError ? (
        <Trouble error={list.error} retry={() => void list.refetch()} />
      ) : events.length === 0 ? (
        <p className="empty">{t('case.noHistory')}</p>
      ) : (
        <>
          <EventLines events={events} />
          <More
            shown={events.length}
            total={total}
            hasNext={list.hasNextPage}
            busy={list.isFetchingNextPage}
            more={() => void list.fetchNextPage()}
          />
        </>
      )}
    </Section>
  );
}
