import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Refused } from '../shared/http';
import { useSession } from '../shared/session';
import { Trouble } from '../shared/Trouble';

/** User name and password; the same on the first page and over a page whose session ended. */
export function SignInForm({ username = '', fixed = false }: { username?: string; fixed?: boolean }) {
  const { t } = useTranslation();
  const { signIn } = useSession();
  const [name, setName] = useState(username);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setBusy(true);
    setTrouble(undefined);
    signIn(name.trim(), password)
      .catch(setTrouble)
      .finally(() => setBusy(false));
  };
  const wrong = trouble instanceof Refused && trouble.status === 401;
  return (
    <form className="sign-in-form" onSubmit={send}>
      <label htmlFor="username">{t('signIn.username')}</label>
      <Input
        id="username"
        name="username"
        autoComplete="username"
        required
        autoFocus={!fixed}
        readOnly={fixed}
        value={name}
        onChange={(e) => setName(e.target.value)}
      />
      <label htmlFor="password">{t('signIn.password')}</label>
      <Input.Password
        id="password"
        name="password"
        autoComplete="current-password"
        required
        autoFocus={fixed}
        value={password}
        onChange={(e) => setPassword(e.target.value)}
      />
      {trouble !== undefined &&
        (wrong ? (
          <p className="fault" role="alert">
            {t('signIn.wrong')}
          </p>
        ) : (
          <Trouble error={trouble} />
        ))}
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {t('signIn.do')}
      </Button>
    </form>
  );
}
