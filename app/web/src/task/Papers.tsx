import type { RJSFSchema } from '@rjsf/utils';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { FilesInput } from '../form/inputs/FilesInput';

const FILES: RJSFSchema = { type: 'array', items: { type: 'integer' } };

/** 代录: the office that runs a step answers for an outside party, and shows its paper. */
export function Papers({ value, onChange }: { value: number[] | undefined; onChange: (files: number[] | undefined) => void }) {
  const { t } = useTranslation();
  return (
    <div className="field">
      <Alert type="warning" showIcon title={t('papers.words')} />
      <div className="field-label" id="papers__label">
        <span className="star" aria-hidden>
          *
        </span>
        {t('papers.title')}
      </div>
      <FilesInput
        id="papers"
        label={t('papers.title')}
        schema={FILES}
        options={{}}
        value={value}
        onChange={(files) => onChange(files as number[] | undefined)}
        onDone={() => undefined}
      />
    </div>
  );
}
