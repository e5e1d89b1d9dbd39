import { useQueryClient } from '@tanstack/react-query';
import type { RJSFSchema } from '@rjsf/utils';
import { Alert, Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FileLinks } from '../../shared/FileLinks';
import { post } from '../../shared/http';
import { useTold } from '../../shared/Trouble';
import type { StoredFile } from '../../shared/types';
import type { InputProps } from './kinds';

type Id = string | number;

/** Files go to the server one by one as soon as they are chosen; the form holds their ids (as numbers where it says `integer`). */
export function FilesInput(p: InputProps<Id | Id[]>) {
  const { t } = useTranslation();
  const told = useTold();
  const queries = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(0);
  const [failed, setFailed] = useState<string[]>([]);
  const several = p.schema.type === 'array';
  const numbers = (several ? (p.schema.items as RJSFSchema | undefined)?.type : p.schema.type) === 'integer';
  const ids = (p.value === undefined ? [] : Array.isArray(p.value) ? p.value : [p.value]).map(String);
  const latest = useRef(ids);
  latest.current = ids;

  const put = (next: string[]): void => {
    latest.current = next;
    const meant = next.map((id) => (numbers ? Number(id) : id));
    p.onChange(meant.length === 0 ? undefined : several ? meant : meant[meant.length - 1]);
    p.onDone();
  };
  const send = async (files: File[]): Promise<void> => {
    setFailed([]);
    for (const file of files) {
      setBusy((n) => n + 1);
      try {
        const body = new FormData();
        body.append('file', file);
        const stored = await post<StoredFile>('/files', body);
        queries.setQueryData(['file', stored.id], stored);
        put(several ? [...latest.current.filter((id) => id !== stored.id), stored.id] : [stored.id]);
      } catch (error) {
        const { title, detail } = told(error);
        setFailed((before) => [...before, `${file.name}：${title} ${detail}`]);
      } finally {
        setBusy((n) => n - 1);
      }
    }
  };

  return (
    <div
      className="files"
      role="group"
      {...(p.bare ? { 'aria-label': p.label } : { 'aria-labelledby': `${p.id}__label` })}
      aria-describedby={p.describedBy}
    >
      <FileLinks ids={ids} {...(p.readonly ? {} : { remove: (id: string) => put(ids.filter((x) => x !== id)) })} />
      {!p.readonly && (
        <>
          <input
            ref={picker}
            type="file"
            multiple={several}
            hidden
            aria-hidden
            tabIndex={-1}
            data-for={p.id}
            onChange={(e) => {
              void send([...(e.target.files ?? [])]);
              e.target.value = '';
            }}
          />
          <Button
            id={p.id}
            danger={!!p.invalid}
            loading={busy > 0}
            aria-label={`${t('form.upload')} ${p.label}`}
            onClick={() => picker.current?.click()}
          >
            {ids.length && !several ? t('form.replace') : t('form.upload')}
          </Button>
          {!p.bare && <span className="hint">{t('form.uploadHint')}</span>}
        </>
      )}
      {failed.map((line) => (
        <Alert key={line} type="error" showIcon title={line} role="alert" />
      ))}
      {p.readonly && ids.length === 0 && <span className="hint">{t('none')}</span>}
    </div>
  );
}
