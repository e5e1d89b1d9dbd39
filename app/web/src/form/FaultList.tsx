import { Alert } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { RJSFSchema } from '@rjsf/utils';
import type { FieldFault } from '../shared/types';
import { idOf } from './pointers';
import { titleOf } from './titles';

/** Brings the reader to a field: its input takes the focus, or what stands in its place. */
export function goTo(pointer: string): void {
  const id = idOf(pointer);
  const place = document.getElementById(id) ?? document.getElementById(`${id}__label`);
  if (!place) return;
  const input = place.matches('input,textarea,button,[tabindex]')
    ? place
    : (place.querySelector<HTMLElement>('input,textarea,button,[tabindex]') ?? place);
  place.scrollIntoView({ block: 'center' });
  input.focus({ preventScroll: true });
}

/** What has to be mended before the step can be finished: each line leads to its field. `asked` counts the attempts: at each the list takes the focus. */
export function FaultList({ faults, schema, asked }: { faults: readonly FieldFault[]; schema: RJSFSchema; asked: number }) {
  const { t } = useTranslation();
  const head = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked > 0) {
      head.current?.focus({ preventScroll: true });
      head.current?.scrollIntoView({ block: 'center' });
    }
  }, [asked]);
  if (faults.length === 0) return null;
  return (
    <div ref={head} tabIndex={-1} className="fault-list">
      <Alert
        type="error"
        showIcon
        role="alert"
        title={t('form.faults', { count: faults.length })}
        description={
          <ul>
            {faults.map((fault) => {
              const title = titleOf(schema, fault.pointer, t);
              return (
                <li key={fault.pointer + fault.message}>
                  {title ? (
                    <button type="button" className="as-link" onClick={() => goTo(fault.pointer)}>
                      {title}
                    </button>
                  ) : null}
                  {title ? t('colon') : ''}
                  {fault.message}
                </li>
              );
            })}
          </ul>
        }
      />
    </div>
  );
}
