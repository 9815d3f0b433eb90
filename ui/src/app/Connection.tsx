import { useEffect, useState } from 'react';
import { useConnection } from '../live/stream';
import { text } from '../text';

/** Most breaks are over before anybody needs to know. */
const patience = 2_500;

/** A thin line while there is no connection, and only if that takes long. */
export function ConnectionLine() {
  const connection = useConnection();
  const [isLong, setLong] = useState(false);
  const broken = connection !== 'live';
  useEffect(() => {
    if (!broken) {
      setLong(false);
      return;
    }
    const timer = window.setTimeout(() => setLong(true), patience);
    return () => window.clearTimeout(timer);
  }, [broken]);
  if (!isLong) return null;
  return (
    <p role="status" className="shrink-0 bg-warning-soft px-4 py-0.5 text-center text-xs text-warning">
      {navigator.onLine ? text.connection.catchingUp : text.connection.offline}
    </p>
  );
}
