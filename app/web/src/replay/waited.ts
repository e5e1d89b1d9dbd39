import type { TFunction } from 'i18next';

/** `7440` → «2 小时 4 分»: the two largest units that are not nothing. */
export function waited(seconds: number, t: TFunction): string {
  const whole: [number, 'days' | 'hours' | 'minutes'][] = [
    [Math.floor(seconds / 86_400), 'days'],
    [Math.floor((seconds % 86_400) / 3600), 'hours'],
    [Math.floor((seconds % 3600) / 60), 'minutes'],
  ];
  const first = whole.findIndex(([count]) => count > 0);
  if (first < 0) return t('replay.atOnce');
  return whole
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => t(`replay.${unit}`, { count }))
    .join(' ');
}
