import { usePerson } from '../shared/session';
import type { Case } from '../shared/types';
import { OperatorMenu } from './OperatorMenu';
import { VerifyButton } from './VerifyButton';

/** What can be done with a whole case. */
export function CaseActions({ found }: { found: Case }) {
  const { roles } = usePerson();
  const over = found.status === 'ended' || found.status === 'cancelled';
  return (
    <>
      {roles.includes('owner') && !over && <OperatorMenu id={found.id} status={found.status} />}
      <VerifyButton id={found.id} />
    </>
  );
}
