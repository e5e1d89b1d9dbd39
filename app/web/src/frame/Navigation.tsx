import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { onlyAudits } from '../shared/labels';
import type { Person } from '../shared/types';

/** The places of the application. The clock is there in training mode only, rights for who looks after them. */
export function Navigation({ person, training }: { person: Person; training: boolean }) {
  const { t } = useTranslation();
  const { mine, notices } = person.counts;
  const audits = person.roles.includes('auditor');
  const places: [string, string, number?][] = [
    ...(audits ? [['/audit', t('nav.audit')] as [string, string]] : []),
    ...(onlyAudits(person) ? [] : [['/', t('nav.inbox'), mine] as [string, string, number]]),
    ['/map', t('nav.map')],
    ...(onlyAudits(person) ? [] : [['/start', t('nav.start')] as [string, string]]),
    ['/cases', t('nav.cases')],
    ['/records', t('nav.records')],
    ['/notices', t('nav.notices'), notices],
    ...(audits || person.roles.includes('admin') ? [['/house', t('nav.house')] as [string, string]] : []),
    ...(training ? [['/clock', t('nav.clock')] as [string, string]] : []),
  ];
  return (
    <nav className="frame-nav" aria-label={t('nav.label')}>
      {places.map(([to, word, count]) => (
        <NavLink key={to} to={to} end={to === '/'}>
          {word}
          {count ? <span className="count">{count}</span> : null}
        </NavLink>
      ))}
    </nav>
  );
}
