import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../shared/http';
import { Trouble } from '../shared/Trouble';

interface Asked {
  title: string;
  words: string;
  id: string;
  path: string;
  /** What is sent beside the reason; undefined while it is not chosen yet. */
  more?: Record<string, string> | undefined;
  incomplete?: boolean;
  danger?: boolean;
  children?: ReactNode;
  close: () => void;
}

/** An act on a case that needs a reason: what it does, the reason, and then it is done or refused in the same place. */
export function ReasonDialog({ title, words, id, path, more, incomplete = false, danger = false, children, close }: Asked) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const act = useMutation({
    mutationFn: () => post(path, { reason: reason.trim(), ...more }),
    onSuccess: close,
    onSettled: () => void queries.invalidateQueries({ queryKey: ['case', id] }),
  });
  return (
    <Modal
      open
      title={title}
      okText={title}
      cancelText={t('operate.back')}
      okButtonProps={{ danger, disabled: !reason.trim() || incomplete, loading: act.isPending }}
      onOk={() => act.mutate()}
      onCancel={close}
      mask={{ closable: false }}
    >
      <p>{words}</p>
      {act.isError && <Trouble error={act.error} />}
      {children}
      <label htmlFor="reason">{t('operate.reason')}</label>
      <Input.TextArea
        id="reason"
        rows={3}
        required
        autoFocus={!children}
        maxLength={2000}
        value={reason}
        placeholder={t('operate.reasonHint')}
        onChange={(e) => setReason(e.target.value)}
      />
    </Modal>
  );
}
