import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router/dom';
import { router } from './routes';
import { Refused } from './shared/http';
import { nonce } from './shared/nonce';
import { SessionProvider } from './shared/session';
import { Waiting } from './shared/Waiting';
import { theme } from './shared/theme';

/** Only an unreachable server is asked again; a refusal is an answer. */
const again = (count: number, error: Error): boolean => count < 2 && !(error instanceof Refused && error.status >= 400 && error.status !== 503);

export function App() {
  const { i18n } = useTranslation();
  const [queries] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: again, staleTime: 5_000 } } }));
  return (
    <ConfigProvider theme={theme} locale={i18n.language === 'en' ? enUS : zhCN} csp={{ nonce }} button={{ autoInsertSpace: false }}>
      <AntApp>
        <QueryClientProvider client={queries}>
          <SessionProvider waiting={<Waiting />}>
            <RouterProvider router={router} />
          </SessionProvider>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}
