import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { post } from '../shared/http';
import { forget, keep, kept } from '../shared/safekeeping';
import type { Data, FieldFault, FormFile, Preview } from '../shared/types';
import { idOf, inForm, valueAt } from './pointers';
import { decisionField, demanded, isComputed, overlaid, prepared, withDefaults } from './schema';
import { flushAll } from './useLateChange';
import { validator } from './validator';

const PAUSE = 400;
const EMPTY: FormFile = { name: '', schema: { type: 'object', properties: {} }, ui: {}, data: {} };
interface Said {
  faults: (FieldFault & { saw: string })[];
  findings: string[];
}
const silent: Said = { faults: [], findings: [] };

/** A fault of the server holds as long as the value it was said of stands. */
const said = (faults: readonly FieldFault[], data: Data): Said['faults'] =>
  faults.map((f) => {
    const pointer = inForm(f.pointer);
    return { pointer, message: f.message, saw: JSON.stringify(valueAt(data, pointer)) ?? '' };
  });

/**
 * The answers somebody is giving to a form: what they are, what is wrong with them, and what the server makes of them.
 * `name` is where they are kept until the server has them; `previewPath` asks the server 400 ms after the last change.
 * Faults are shown of fields the reader is done with; all of them from the first attempt to send on.
 */
export function useAnswers(given: FormFile | null, offered: readonly string[] | null, previewPath: string, name: string, readonly: boolean) {
  const { i18n } = useTranslation();
  const form = given ?? EMPTY;
  const schema = useMemo(() => prepared(form.schema, offered, i18n.language === 'en'), [form.schema, offered, i18n.language]);
  const decision = decisionField(form.schema, offered);
  const [rescued] = useState(() => (readonly ? undefined : kept<Data>(name)));
  const [data, setData] = useState<Data>(() =>
    overlaid(form.schema, rescued ?? form.draft ?? (readonly ? form.data : withDefaults(form.schema, form.data)), form.data),
  );
  const [changes, setChanges] = useState(rescued ? 1 : 0);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [attempts, setAttempts] = useState(0);
  const [server, setServer] = useState<Said>(silent);
  const latest = useRef(data);
  const drawn = useRef(false);
  const asking = useRef(0);
  useEffect(() => {
    drawn.current = true;
  }, []);

  const take = useCallback((next: Data) => {
    latest.current = next;
    setData(next);
  }, []);
  const change = useCallback(
    (next: Data) => {
      if (JSON.stringify(next) === JSON.stringify(latest.current)) return;
      take(next);
      if (!drawn.current) return; // RJSF filling in defaults is nobody's typing
      asking.current += 1;
      keep(name, next);
      setChanges((n) => n + 1);
    },
    [name, take],
  );

  useEffect(() => {
    if (readonly || (changes === 0 && !isComputed(form.schema))) return;
    const number = ++asking.current;
    const timer = window.setTimeout(
      () => {
        const sent = latest.current;
        post<Preview>(previewPath, { data: sent })
          .then((answer) => {
            if (number !== asking.current) return; // somebody typed on: a newer question is under way
            take(overlaid(form.schema, latest.current, answer.computed ?? {}));
            setServer({ faults: said(answer.errors ?? [], latest.current), findings: (answer.findings ?? []).map((f) => f.message) });
          })
          .catch(() => undefined); // a preview is a help, not a promise: what is wrong is said again on sending
      },
      changes === 0 ? 0 : PAUSE,
    );
    return () => window.clearTimeout(timer);
  }, [changes, form.schema, previewPath, readonly, take]);

  const faults = useMemo<FieldFault[]>(() => {
    if (readonly) return [];
    const own = validator.faults(demanded(schema, data), data);
    const theirs = server.faults.filter(
      (f) => (JSON.stringify(valueAt(data, f.pointer)) ?? '') === f.saw && !own.some((o) => o.pointer === f.pointer),
    );
    return [...own, ...theirs];
  }, [schema, data, server, readonly]);
  const shown = useMemo(() => (attempts > 0 ? faults : faults.filter((f) => touched.has(idOf(f.pointer)))), [faults, attempts, touched]);

  const done = useCallback((id: string) => setTouched((before) => (before.has(id) ? before : new Set(before).add(id))), []);
  /** Everything typed so far, and whether it may be sent; from now on all faults are shown. */
  const attempt = useCallback((): { data: Data; sound: boolean } => {
    flushSync(flushAll);
    setAttempts((n) => n + 1);
    return { data: latest.current, sound: validator.faults(demanded(schema, latest.current), latest.current).length === 0 };
  }, [schema]);
  const refuse = useCallback((found: readonly FieldFault[]) => {
    setServer((before) => ({ ...before, faults: said(found, latest.current) }));
    setAttempts((n) => n + 1);
  }, []);
  const settled = useCallback(() => forget(name), [name]);
  const current = useCallback((unmounting = false) => {
    if (!unmounting) flushSync(flushAll);
    return latest.current;
  }, []);

  return {
    schema,
    ui: form.ui,
    decision,
    data,
    changes,
    rescued: rescued !== undefined,
    faults: shown,
    findings: server.findings,
    attempts,
    change,
    done,
    attempt,
    refuse,
    settled,
    current,
  };
}
export type Answers = ReturnType<typeof useAnswers>;
