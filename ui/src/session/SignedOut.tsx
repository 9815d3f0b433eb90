import { text } from '../text';
import { Button } from '../ui/controls';

/** @param expired whether somebody was signed in a moment ago */
export function SignedOut({ expired }: { expired: boolean }) {
  return (
    <main className="flex h-full flex-col items-center justify-center gap-3 p-8 text-center">
      <img src="/icon.svg" alt="" className="size-12" />
      <h1 className="text-xl font-semibold">{expired ? text.connection.signedOut : text.signIn.title}</h1>
      <p className="max-w-sm text-ink-2">{expired ? text.connection.signedOutHint : text.signIn.hint}</p>
      <code className="rounded-md bg-hover px-3 py-2 text-sm">{text.signIn.command}</code>
      <Button tone="primary" onClick={() => window.location.reload()}>
        {text.signIn.again}
      </Button>
    </main>
  );
}
