import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Trouble } from '../shared/Trouble';
import { Waiting } from '../shared/Waiting';
import { NOTICE, useNotice, type Place } from './clauses';
import { Sentences } from './Sentences';

/** The sentences of one place of the notice; the one that was quoted stands out. */
export default function ClauseDialog({ place, close }: { place: Place; close: () => void }) {
  const { t } = useTranslation();
  const notice = useNotice();
  const section = notice.data?.sections.find((s) => s.place === place.place);
  return (
    <Modal open title={`${NOTICE}${place.place}${section ? ` · ${section.title}` : ''}`} footer={null} onCancel={close} width={620}>
      {notice.isPending ? (
        <Waiting />
      ) : notice.isError ? (
        <Trouble error={notice.error} retry={() => void notice.refetch()} />
      ) : (
        <>
          <Sentences clauses={notice.data.items.filter((c) => c.place === place.place)} quote={place.quote} />
          <p className="notice-foot-line">
            <span className="hint">{notice.data.document}</span>
            <Link to={`/notice?at=${encodeURIComponent(place.place)}`} onClick={close}>
              {t('notice.whole')}
            </Link>
          </p>
        </>
      )}
    </Modal>
  );
}
