import { ControlOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseStatus } from '../shared/types';
import { MoveDialog } from './MoveDialog';
import { ReasonDialog } from './ReasonDialog';

type Verb = 'suspend' | 'resume' | 'cancel' | 'move';

/** The process owner's acts on a case, each with its dialog. */
export function OperatorMenu({ id, status }: { id: string; status: CaseStatus }) {
  const { t } = useTranslation();
  const [verb, setVerb] = useState<Verb>();
  const close = (): void => setVerb(undefined);
  const verbs: Verb[] = status === 'suspended' ? ['resume', 'cancel'] : ['suspend', 'move', 'cancel'];
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: verbs.map((v) => ({ key: v, label: t(`operate.${v}`), danger: v === 'cancel' })),
          onClick: ({ key }) => setVerb(key as Verb),
        }}
      >
        <Button icon={<ControlOutlined aria-hidden />} aria-haspopup="menu">
          {t('operate.menu')}
        </Button>
      </Dropdown>
      {verb === 'move' && <MoveDialog id={id} close={close} />}
      {verb && verb !== 'move' && (
        <ReasonDialog
          title={t(`operate.${verb}`)}
          words={t(`operate.${verb}Words`)}
          danger={verb === 'cancel'}
          id={id}
          path={`/instances/${id}/${verb}`}
          close={close}
        />
      )}
    </>
  );
}
