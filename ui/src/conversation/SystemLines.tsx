import { useQuery } from '@tanstack/react-query';
import type { ActivityEntry } from '../api/manage';
import * as manage from '../api/manage';
import { keys, memberName, useMembers, useStatuses } from '../app/queries';
import { text } from '../text';
import { exactTime } from '../text/times';

const inConversation = [
  'thread.archived',
  'thread.unarchived',
  'thread.assigned',
  'thread.unassigned',
  'contact.statusChanged',
];

export function useSystemLines(threadId: string): ActivityEntry[] {
  const { data } = useQuery({ queryKey: keys.activity(threadId), queryFn: () => manage.activity(threadId) });
  return (data ?? []).filter((entry) => inConversation.includes(entry.type)).reverse();
}

/** What the team did between two messages: one grey line, opened when there is more than one. */
export function SystemLines({
  lines,
  after,
  before,
}: {
  lines: readonly ActivityEntry[];
  after: string | undefined;
  before: string | undefined;
}) {
  const between = lines.filter(
    (line) => (after === undefined || line.at >= after) && (before === undefined || line.at < before),
  );
  const last = between.at(-1);
  // What happened before the oldest message that is loaded has no place between messages.
  if (!last || after === undefined) return null;
  if (between.length === 1) return <Line entry={last} />;
  return (
    <details className="px-4 pt-2 text-center text-xs text-ink-3">
      <summary className="cursor-default list-none">
        <Words entry={last} /> <span className="tabular">+{between.length - 1}</span>
      </summary>
      {between.slice(0, -1).map((entry) => (
        <Line key={entry.id} entry={entry} />
      ))}
    </details>
  );
}

function Line({ entry }: { entry: ActivityEntry }) {
  return (
    <p className="px-4 pt-2 text-center text-xs text-ink-3">
      <Words entry={entry} />
    </p>
  );
}

export function Words({ entry }: { entry: ActivityEntry }) {
  const members = useMembers();
  const statuses = useStatuses();
  const name = (id: string | null) => {
    const member = members.find((one) => one.id === id);
    return member ? memberName(member) : '';
  };
  const status = statuses.find((one) => one.id === entry.statusId)?.name;
  const what =
    entry.type === 'contact.statusChanged'
      ? entry.statusId
        ? `${text.activity[entry.type]}: ${status ?? ''}`
        : text.activity.statusCleared
      : `${text.activity[entry.type] ?? entry.type}${entry.assigneeId ? ` ${name(entry.assigneeId)}` : ''}`;
  return (
    <time dateTime={entry.at} title={exactTime(entry.at)}>
      {what}
    </time>
  );
}
