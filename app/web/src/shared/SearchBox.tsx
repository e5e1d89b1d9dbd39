import { Input } from 'antd';
import { useEffect, useState } from 'react';

/** Asks a moment after the last key, at once on Enter. */
export function SearchBox({ label, value, onSearch }: { label: string; value: string; onSearch: (q: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = window.setTimeout(() => onSearch(typed.trim()), 300);
    return () => window.clearTimeout(timer);
  }, [typed, value, onSearch]);
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
