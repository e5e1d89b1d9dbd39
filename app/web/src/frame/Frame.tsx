import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { useMeta } from '../shared/meta';
import { useSession } from '../shared/session';
import { Trouble } from '../shared/Trouble';
import { SignInAgain } from '../signin/SignInAgain';
import { SignInScreen } from '../signin/SignInScreen';
import { Authority } from './Authority';
import { Navigation } from './Navigation';
import { TrainingBanner } from './TrainingBanner';
import { UserMenu } from './UserMenu';

/** What is round every screen. Nobody signed in: the way in stands in its place, and the address is kept. */
export function Frame() {
  const { t } = useTranslation();
  const { person, expired, failure } = useSession();
  const meta = useMeta();
  const { pathname } = useLocation();
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [pathname]);
  if (!person)
    return failure ? (
      <main className="sign-in">
        <Trouble error={failure} retry={() => window.location.reload()} />
      </main>
    ) : (
      <SignInScreen />
    );
  return (
    <>
      <a className="skip" href="#content">
        {t('frame.skip')}
      </a>
      {meta?.training && <TrainingBanner now={meta.now} />}
      <header className="frame-head">
        <div className="frame-name">
          <img src="/emblem.svg" alt="" width="28" height="28" />
          <span>{t('app.name')}</span>
        </div>
        <Navigation person={person} training={!!meta?.training} />
        <UserMenu person={person} />
      </header>
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
      <footer className="frame-foot"><Authority /></footer>
      {expired && <SignInAgain person={person} />}
    </>
  );
}
