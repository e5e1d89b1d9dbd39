import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession } from '../shared/session';
import { useTold } from '../shared/Trouble';

/** Shows the language one would change to, in that language. */
export function LanguageSwitch() {
  const { i18n } = useTranslation();
  const { setLanguage } = useSession();
  const { message } = App.useApp();
  const told = useTold();
  const other = i18n.language === 'en' ? 'zh' : 'en';
  return (
    <Button
      type="text"
      className="language"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => void setLanguage(other).catch((error: unknown) => message.error(told(error).title))}
    >
      {other === 'zh' ? '中文' : 'English'}
    </Button>
  );
}
