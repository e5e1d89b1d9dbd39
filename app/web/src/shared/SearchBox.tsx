import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { useComposing } from './composing';

/** Asks a moment after the last key, at once on Enter; never for a word that the input method has not finished. */
export function SearchBox({ label, value, onSearch }: { label: string; value: string; onSearch: (q: string) => void }) {
  const [typed, setTyped] = useState(value);
  const composing = useComposing();
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (composing || typed.trim() === value) return;
    const timer = window.setTimeout(() => onSearch(typed.trim()), 300);
    return () => window.clearTimeout(timer);
  }, [typed, value, onSearch, composing]);
  return (
    <Input
      className="search"
      type="search"
      allowClear
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(e) => setTyped(e.target.value)}
      onPressEnter={() => onSearch(typed.trim())}
    />
  );
}
