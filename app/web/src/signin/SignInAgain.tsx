import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Person } from '../shared/types';
import { SignInForm } from './SignInForm';

/** The session ended while somebody worked: signing in happens over the page, and what was typed stays under it. */
export function SignInAgain({ person }: { person: Person }) {
  const { t } = useTranslation();
  return (
    <Modal open title={t('signIn.again')} footer={null} closable={false} mask={{ closable: false }} keyboard={false}>
      <p>{t('signIn.againWords')}</p>
      <SignInForm username={person.username} fixed />
    </Modal>
  );
}
