import { BellOutlined, UserOutlined } from '@ant-design/icons';
import { App, Badge, Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useSession } from '../shared/session';
import { useTold } from '../shared/Trouble';
import type { Person } from '../shared/types';
import { LanguageSwitch } from './LanguageSwitch';
import { wordFor } from '../shared/labels';

/** Notices, language, who is signed in and the way out. */
export function UserMenu({ person }: { person: Person }) {
  const { t } = useTranslation();
  const { signOut } = useSession();
  const { message } = App.useApp();
  const told = useTold();
  const navigate = useNavigate();
  const leave = (): void => {
    void signOut().then(
      () => navigate('/'),
      (error: unknown) => message.error(told(error).title),
    );
  };
  const posts = person.memberships.map((m) => ({
    key: `${m.role}@${m.office}`,
    label: `${m.office_name} · ${wordFor('role', m.role)}`,
    disabled: true,
  }));
  return (
    <div className="frame-user">
      <Link to="/notices" className="bell" aria-label={t('frame.bell', { count: person.counts.notices })}>
        <Badge count={person.counts.notices} size="small">
          <BellOutlined aria-hidden />
        </Badge>
      </Link>
      <LanguageSwitch />
      <Dropdown
        trigger={['click']}
        menu={{
          items: [{ key: 'who', label: person.username, disabled: true }, ...posts, { type: 'divider' }, { key: 'out', label: t('frame.signOut') }],
          onClick: ({ key }) => {
            if (key === 'out') leave();
          },
        }}
      >
        <Button type="text" icon={<UserOutlined aria-hidden />} className="who" aria-haspopup="menu" aria-label={person.name}>
          <span className="who-name">{person.name}</span>
        </Button>
      </Dropdown>
    </div>
  );
}
