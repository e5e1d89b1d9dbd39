import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../shared/http';
import { usePerson } from '../shared/session';
import { Trouble } from '../shared/Trouble';
import type { Task } from '../shared/types';

/** Whose task it is now, and what can be done about that. */
export function ClaimBar({ task, changed }: { task: Task; changed: (task: Task) => void }) {
  const { t } = useTranslation();
  const { username } = usePerson();
  const queries = useQueryClient();
  const [trouble, setTrouble] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const act = async (verb: 'claim' | 'release'): Promise<void> => {
    setBusy(true);
    setTrouble(undefined);
    try {
      changed((await post<{ task: Task }>(`/tasks/${task.id}/${verb}`)).task);
      void queries.invalidateQueries({ queryKey: ['tasks'] });
      void queries.invalidateQueries({ queryKey: ['me'] });
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  };
  // What nobody else may do is one's own without claiming it.
  const mine = task.assignee === username || (!task.assignee && !task.may.claim && task.may.complete && !task.may.record);
  const words =
    task.status !== 'open'
      ? t(`task.is.${task.status}`)
      : task.suspended
        ? t('task.is.suspended')
        : mine
        ? t('task.is.mine')
        : task.assignee
          ? t('task.is.theirs', { who: task.assignee_name ?? task.assignee })
          : task.may.claim
            ? t('task.is.claimable')
            : t('task.is.notMine');
  return (
    <div className="claim-bar">
      <Alert
        type={task.status === 'open' && (mine || task.may.claim) ? 'info' : 'warning'}
        title={words}
        action={
          <>
            {task.may.claim && !mine && (
              <Button loading={busy} onClick={() => void act('claim')}>
                {t('task.claim')}
              </Button>
            )}
            {task.may.release && mine && (
              <Button loading={busy} onClick={() => void act('release')}>
                {t('task.release')}
              </Button>
            )}
          </>
        }
      />
      {trouble !== undefined && <Trouble error={trouble} />}
    </div>
  );
}
