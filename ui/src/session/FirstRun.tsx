import { Check } from 'lucide-react';
import { useMe } from '../app/me';
import { text } from '../text';

/** Before the first account: what to do, in order. */
export function FirstRun() {
  const { membership } = useMe();
  return (
    <section className="m-auto flex max-w-md flex-col gap-5 p-8">
      <h1 className="text-2xl font-semibold">{text.firstRun.title(membership.name)}</h1>
      <ol className="flex flex-col gap-3">
        <li className="flex items-center gap-3 text-ink-3">
          <span className="flex size-6 items-center justify-center rounded-full bg-accent text-on-accent">
            <Check aria-hidden="true" className="size-4" />
          </span>
          {text.firstRun.step1}
        </li>
        <li className="flex items-center gap-3">
          <span className="flex size-6 items-center justify-center rounded-full border border-line-strong text-sm">
            2
          </span>
          {text.firstRun.step2}
        </li>
        <li className="flex items-center gap-3 text-ink-3">
          <span className="flex size-6 items-center justify-center rounded-full border border-line text-sm">
            3
          </span>
          {text.firstRun.step3}
        </li>
      </ol>
      <a
        href={`/link/x/start?team=${membership.slug}`}
        className="inline-flex h-10 items-center justify-center rounded-md bg-accent px-4 font-medium text-on-accent hover:bg-accent-hover"
      >
        {text.firstRun.link}
      </a>
      <p className="text-sm text-ink-3">{text.firstRun.demo}</p>
    </section>
  );
}
