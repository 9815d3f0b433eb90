-- What the web inbox keeps for each member.

-- How far a member has read a thread. No row: they have read what came before they joined.
create table read_position (
    team_id    uuid not null,
    member_id  uuid not null,
    thread_id  uuid not null,
    message_id uuid not null,
    -- The message's place in its thread.
    read_at    millis not null,
    primary key (team_id, member_id, thread_id),
    foreign key (team_id, member_id) references member on delete cascade,
    foreign key (team_id, thread_id) references thread on delete cascade
);

create index read_position_thread on read_position (team_id, thread_id);

-- An answer that is being written.
create table draft (
    team_id             uuid not null,
    member_id           uuid not null,
    thread_id           uuid not null,
    content             text not null,
    reply_to_message_id uuid,
    updated_at          millis not null,
    primary key (team_id, member_id, thread_id),
    foreign key (team_id, member_id) references member on delete cascade,
    foreign key (team_id, thread_id) references thread on delete cascade
);

create index draft_thread on draft (team_id, thread_id);

-- When a member took note of a message that was not simply sent; it is shown no more.
alter table send add column discarded_at millis;

create index message_pending on message (team_id, thread_id, created_at)
    where state in ('sending', 'failed', 'unconfirmed');

-- What the team did with a person: few of the log's entries, and no message's.
create index event_activity on event (team_id, contact_id, seq)
    where type in ('thread.archived', 'thread.unarchived', 'thread.assigned', 'thread.unassigned',
                   'contact.statusChanged', 'contact.tagsChanged', 'contact.notesChanged',
                   'contact.valuationChanged', 'contact.assigneeChanged');
