import type { notice as zh } from '../zh/notice';

/** English: the notice itself. */
export const notice: Record<keyof typeof zh, string> = {
  'notice.title': 'The notice',
  'notice.open': 'Open the sentence',
  'notice.whole': 'Open the whole notice',
  'notice.none': 'No sentence of this place is kept.',
  'notice.empty': 'The running release does not keep the notice.',
  'notice.assumed': 'Some numbers were concluded from the order in which the notice names its phases; the printed text counts.',
  'notice.basis': 'By ',
};
