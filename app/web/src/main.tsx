import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { startLanguages } from './shared/i18n';
import { giveStylesTheNonce } from './shared/nonce';
import './shared/page.css';

giveStylesTheNonce();
await startLanguages();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
