import { Button, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../shared/time';
import { nextOf, type Line, type ShortStep } from './steps';
import { TimeLine } from './TimeLine';
import { SPEEDS } from './useReplay';

interface Playing {
  line: Line;
  n: number;
  go: (n: number) => void;
  by: (steps: number) => void;
  playing: boolean;
  play: () => void;
  speed: number;
  setSpeed: (speed: number) => void;
}

/** From step to step, by hand or by itself; and straight to a step, a person, a day, an intervention. */
export function Player({ line, n, go, by, playing, play, speed, setSpeed }: Playing) {
  const { t } = useTranslation();
  const last = line.steps.length;
  const to = (so: (step: ShortStep) => boolean): void => {
    const found = nextOf(line.steps, n, so);
    if (found) go(found);
  };
  const operators = line.steps.filter((s) => s.operator).length;
  const backs = line.steps.filter((s) => s.back).length;
  const listed = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }));
  return (
    <section className="section player" aria-label={t('replay.player')}>
      <div className="player-row">
        <Button disabled={n <= 1} onClick={() => by(-1)}>
          {t('replay.previous')}
        </Button>
        <Button type="primary" aria-pressed={playing} onClick={play}>
          {t(playing ? 'replay.pause' : 'replay.play')}
        </Button>
        <Button disabled={n >= last} onClick={() => by(1)}>
          {t('replay.next')}
        </Button>
        <Segmented
          aria-label={t('replay.speed')}
          value={speed}
          options={SPEEDS.map((value) => ({ value, label: `${value}×` }))}
          onChange={(value) => setSpeed(Number(value))}
        />
        <TimeLine line={line} n={n} go={go} />
      </div>
      <div className="player-row">
        <span className="hint">{t('replay.jump')}</span>
        <Select
          className="filter-process"
          aria-label={t('replay.toElement')}
          placeholder={t('replay.toElement')}
          showSearch={{ optionFilterProp: 'label' }}
          value={null}
          options={listed(line.elements)}
          onChange={(element: string | null) => element && to((s) => s.element === element)}
        />
        <Select
          className="filter-process"
          aria-label={t('replay.toPerson')}
          placeholder={t('replay.toPerson')}
          showSearch={{ optionFilterProp: 'label' }}
          value={null}
          options={listed(line.people)}
          onChange={(person: string | null) => person && to((s) => s.human === true && (s.actor === person || s.acting_for === person))}
        />
        <label className="player-day">
          <span className="hint">{t('replay.toDay')}</span>
          <input
            type="date"
            min={dateTime(line.steps[0]?.at).slice(0, 10)}
            max={dateTime(line.steps[last - 1]?.at).slice(0, 10)}
            onChange={(event) => event.target.value && to((s) => s.n >= 1 && dateTime(s.at).slice(0, 10) >= event.target.value)}
          />
        </label>
        {operators > 0 && (
          <Button danger onClick={() => to((s) => s.operator === true)}>
            {t('replay.operators', { count: operators })}
          </Button>
        )}
        {backs > 0 && <Button onClick={() => to((s) => s.back === true)}>{t('replay.backs', { count: backs })}</Button>}
        <span className="hint player-keys">{t('replay.keys')}</span>
      </div>
    </section>
  );
}
