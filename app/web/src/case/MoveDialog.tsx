import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../shared/http';
import { Trouble } from '../shared/Trouble';
import type { Movable, Page } from '../shared/types';
import { ReasonDialog } from './ReasonDialog';

/** From which open step to which other one: only such as the engine can go on from are offered. */
export function MoveDialog({ id, close }: { id: string; close: () => void }) {
  const { t } = useTranslation();
  const found = useQuery({ queryKey: ['case', id, 'moves'], queryFn: ({ signal }) => get<Page<Movable>>(`/instances/${id}/moves`, signal) });
  const [address, setAddress] = useState<string>();
  const [to, setTo] = useState<string>();
  const items = found.data?.items ?? [];
  const from = items.find((m) => m.address === address);
  return (
    <ReasonDialog
      title={t('operate.move')}
      words={t('operate.moveWords')}
      id={id}
      path={`/instances/${id}/move`}
      more={address && to ? { address, to } : undefined}
      incomplete={!address || !to}
      close={close}
    >
      {found.isError && <Trouble error={found.error} retry={() => void found.refetch()} />}
      <label htmlFor="move-from">{t('operate.from')}</label>
      <Select
        id="move-from"
        className="whole-width"
        loading={found.isPending}
        value={address ?? null}
        onChange={(chosen: string) => {
          setAddress(chosen);
          setTo(undefined);
        }}
        options={items.map((m) => ({ value: m.address, label: `${m.name}（${m.process_name}，${m.address}）` }))}
      />
      <label htmlFor="move-to">{t('operate.to')}</label>
      <Select
        id="move-to"
        className="whole-width"
        disabled={!from}
        value={to ?? null}
        onChange={(chosen: string) => setTo(chosen)}
        showSearch={{ optionFilterProp: 'label' }}
        options={(from?.targets ?? []).map((p) => ({ value: p.element, label: p.name === p.element ? p.name : `${p.name}（${p.element}）` }))}
      />
    </ReasonDialog>
  );
}
