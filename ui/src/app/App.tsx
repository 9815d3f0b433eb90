import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useParams } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { ApiError, onSignedOut, setCsrfToken, setTeam } from '../api/http';
import * as manage from '../api/manage';
import { Notice } from '../conversation/Conversation';
import { outbox } from '../conversation/outbox';
import { forgetMarks } from '../inbox/marks';
import { keepInStep } from '../live/sync';
import { SignedOut } from '../session/SignedOut';
import { explain, text } from '../text';
import { Button } from '../ui/controls';
import { ToastArea } from '../ui/toasts';
import { ConnectionLine } from './Connection';
import { MeProvider } from './me';
import { keys } from './queries';

/** Who is signed in, and for which team; everything below it can rely on both. */
export function App() {
  const params = useParams({ strict: false });
  const session = useQuery({ queryKey: keys.session, queryFn: manage.session });
  const [expired, setExpired] = useState(false);
  useEffect(() => onSignedOut(() => setExpired(true)), []);

  const membership = session.data?.teams.find((one) => one.slug === params.team);
  const me = useMemo(
    () => (session.data && membership ? { session: session.data, membership } : null),
    [session.data, membership],
  );

  if (session.isPending) return null;
  if (session.isError) {
    if (session.error instanceof ApiError && session.error.status === 401)
      return <SignedOut expired={false} />;
    return (
      <Notice title={explain(session.error)} detail={null}>
        <Button onClick={() => void session.refetch()}>{text.list.retry}</Button>
      </Notice>
    );
  }
  if (expired) return <SignedOut expired />;
  const home = session.data.teams[0];
  if (!params.team && home)
    return <Navigate to="/$team/$view" params={{ team: home.slug, view: 'inbox' }} search={{}} replace />;
  if (!me) return <Notice title={text.forbidden.title} detail={text.forbidden.hint} />;
  setCsrfToken(me.session.csrfToken);
  setTeam(me.membership.slug);
  return (
    <MeProvider value={me}>
      <Live key={me.membership.slug} />
    </MeProvider>
  );
}

function Live() {
  useEffect(() => {
    forgetMarks();
    const stopLive = keepInStep();
    const stopOutbox = outbox.start();
    return () => {
      stopLive();
      stopOutbox();
    };
  }, []);
  return (
    <div className="flex h-full flex-col">
      <ConnectionLine />
      <div className="min-h-0 flex-1">
        <Outlet />
      </div>
      <ToastArea />
    </div>
  );
}
