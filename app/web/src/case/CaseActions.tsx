import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePerson } from '../shared/session';
import type { Case } from '../shared/types';
import { OperatorMenu } from './OperatorMenu';
import { VerifyButton } from './VerifyButton';

/** What can be done with a whole case. */
export function CaseActions({ found }: { found: Case }) {
  const { t } = useTranslation();
  const { roles } = usePerson();
  const over = found.status === 'ended' || found.status === 'cancelled';
  return (
    <>
      {roles.includes('owner') && !over && <OperatorMenu id={found.id} status={found.status} />}
      <Link className="as-button" to={`/cases/${found.id}/replay`}>
        {t('replay.open')}
      </Link>
      <VerifyButton id={found.id} />
    </>
  );
}
