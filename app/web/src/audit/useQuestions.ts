import { useQuery } from '@tanstack/react-query';
import { get } from '../shared/http';
import type { Kind } from '../records/useKinds';
import type { Page } from '../shared/types';

export interface Question {
  key: string;
  title: string;
  title_en: string;
  words: string;
  words_en: string;
  limit: number | null;
  columns: Kind['columns'];
}

/** The questions that an auditor may ask; they are the same all day. */
export const useQuestions = () => useQuery({ queryKey: ['questions'], queryFn: ({ signal }) => get<Page<Question>>('/questions', signal), staleTime: 3_600_000 });
