import { startLanguages } from '../src/shared/i18n';

await startLanguages();
