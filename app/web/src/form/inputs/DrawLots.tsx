import { Alert, Button, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../shared/http';
import { Trouble } from '../../shared/Trouble';
import { useDrawing, type Drawn } from '../drawing';

const MOST = 31;

interface DrawLotsProps {
  count: number;
  specialties: readonly string[];
  onDrawn: (usernames: string[]) => void;
}

/** Draws people by lot into a field; who had to be left out is named, with the reason. */
export function DrawLots({ count: usual, specialties, onDrawn }: DrawLotsProps) {
  const { t } = useTranslation();
  const path = useDrawing();
  const [count, setCount] = useState<number | null>(usual);
  const [specialty, setSpecialty] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [drawn, setDrawn] = useState<Drawn>();
  const [trouble, setTrouble] = useState<unknown>();
  if (!path) return null;

  const draw = async (): Promise<void> => {
    setBusy(true);
    setTrouble(undefined);
    try {
      const said = await post<Drawn>(path, { count, ...(specialty ? { specialty } : {}) });
      setDrawn(said);
      onDrawn(said.drawn.map((person) => person.username));
    } catch (error) {
      setDrawn(undefined);
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="draw">
      <div className="draw-acts">
        <InputNumber min={1} max={MOST} precision={0} value={count} onChange={setCount} suffix={t('draw.people')} aria-label={t('draw.count')} />
        <Select
          className="draw-specialty"
          allowClear
          value={specialty}
          options={specialties.map((value) => ({ value, label: value }))}
          placeholder={t('draw.anySpecialty')}
          aria-label={t('draw.specialty')}
          onChange={setSpecialty}
        />
        <Button loading={busy} disabled={!count} onClick={() => void draw()}>
          {t('draw.do')}
        </Button>
      </div>
      {drawn && (
        <Alert
          type="success"
          showIcon
          role="status"
          title={t('draw.done', { count: drawn.drawn.length, pool: drawn.pool })}
          description={
            drawn.excluded.length > 0 && (
              <ul>
                {drawn.excluded.map((person) => (
                  <li key={person.username}>{t('draw.excluded', { name: person.name, reason: person.reason })}</li>
                ))}
              </ul>
            )
          }
        />
      )}
      {trouble !== undefined && <Trouble error={trouble} />}
    </div>
  );
}
