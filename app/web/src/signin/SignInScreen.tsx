import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Authority } from '../frame/Authority';
import { LanguageSwitch } from '../frame/LanguageSwitch';
import { useMeta } from '../shared/meta';
import { longDateTime } from '../shared/time';
import { SignInForm } from './SignInForm';

const DEMO = ['wjw.handler', 'wjw.leader', 'sgj.handler', 'sgj.leader', 'xzf.meeting', 'expert.1', 'owner', 'auditor'];

/** The way in. A demonstration says who one may be. */
export function SignInScreen() {
  const { t } = useTranslation();
  const meta = useMeta();
  useEffect(() => {
    document.title = `${t('signIn.title')} · ${t('app.name')}`;
  }, [t]);
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <div className="sign-in-head">
          <img src="/emblem.svg" alt="" width="44" height="44" />
          <div>
            <h1>{t('app.name')}</h1>
            <p className="hint"><Authority /></p>
          </div>
        </div>
        {meta?.training && (
          <p className="training-note">
            {t('training.mode')} · {longDateTime(meta.now)}
          </p>
        )}
        <SignInForm />
        {meta?.demo && (
          <div className="demo-hint">
            <p>{t('signIn.demo')}</p>
            <ul>
              {DEMO.map((name) => (
                <li key={name}>
                  <code>{name}</code> {t(`demo.${name}` as never)}
                </li>
              ))}
            </ul>
          </div>
        )}
        <div className="sign-in-foot">
          <LanguageSwitch />
        </div>
      </div>
    </main>
  );
}
