-- What is done to messages after they are written, and who of the team wrote them.

-- What the account can do by API v2's names, where that is less than its platform allows; null is all of it.
alter table account_link add column capabilities text[];

alter table message
    -- Through whom user_id acted: the member in the web inbox, an agent with that member's access, or a token.
    add column member_id         uuid,
    add column token_id          uuid,
    add column agent             text,
    -- What a reply quotes, as it was then. Which message that is now follows from its platform id; not null is a reply.
    add column reply_platform_id text,
    add column reply_content     text,
    add column reply_author_name text,
    add column forwarded         boolean not null default false,
    add column forward_content   text,
    -- The text before the first edit; null while there was none.
    add column original_content  text,
    add column original_entities text,
    -- Grows with each change of the reactions; 0 has never had one.
    add column reactions_version integer not null default 0;

alter table parked_echo
    add column reply_platform_id text,
    add column reply_content     text,
    add column reply_author_name text,
    add column forwarded         boolean not null default false,
    add column forward_content   text;

-- One edit of a message. The text before the first one is the message's original_content.
create table message_version (
    team_id       uuid not null,
    message_id    uuid not null,
    edited_at     millis not null,
    content       text not null,
    entities      text,
    origin        text not null check (origin in ('internal', 'external', 'api')),
    user_id       uuid,
    -- Whether edited_at is the platform's time; else it is when we noticed.
    platform_time boolean not null,
    primary key (team_id, message_id, edited_at),
    foreign key (team_id, message_id) references message on delete cascade
);

create table message_deletion (
    team_id            uuid not null,
    message_id         uuid not null,
    for_all            boolean not null,
    deleted_at         millis not null,
    origin             text not null check (origin in ('internal', 'external', 'api')),
    user_id            uuid,
    author_platform_id text,
    platform_time      boolean not null,
    primary key (team_id, message_id),
    foreign key (team_id, message_id) references message on delete cascade
);

-- One person's reaction to a message. A row without an emoji remembers that it was taken off, for what comes late.
create table reaction (
    team_id            uuid not null,
    message_id         uuid not null,
    author_platform_id text not null,
    author             text not null check (author in ('account', 'person', 'other')),
    thread_id          uuid not null,
    emoji              text,
    changed_at         millis not null,
    -- Whether changed_at is the platform's time; else it is when we noticed.
    platform_time      boolean not null,
    primary key (team_id, message_id, author_platform_id),
    foreign key (team_id, message_id) references message on delete cascade
);

create index reaction_thread on reaction (team_id, thread_id, changed_at) where emoji is not null;

-- A change of a message that the platform has been asked for and not been heard of. One at a time for each message.
create table message_action (
    team_id     uuid not null,
    message_id  uuid not null,
    id          uuid not null,
    kind        text not null check (kind in ('edit', 'unsend', 'delete_for_self', 'react', 'unreact')),
    -- The new text, or the emoji.
    content     text,
    origin      text not null check (origin in ('internal', 'api')),
    user_id     uuid not null,
    started_at  millis not null,
    -- Until then the row belongs to the request that made it.
    deadline_at millis not null,
    primary key (team_id, message_id),
    foreign key (team_id, message_id) references message on delete cascade
);

-- What a platform said about a message that it had not delivered yet.
create table early_change (
    team_id             uuid not null,
    id                  uuid not null,
    account_link_id     uuid not null,
    message_platform_id text not null,
    person_platform_id  text not null,
    kind                text not null check (kind in ('edit', 'delete', 'react', 'unreact')),
    content             text,
    entities            text,
    for_all             boolean,
    author_platform_id  text,
    changed_at          millis,
    received_at         millis not null,
    next_try_at         millis not null,
    tries               integer not null default 0,
    primary key (team_id, id),
    foreign key (team_id, account_link_id) references account_link
);

create index early_change_due on early_change (team_id, next_try_at);

-- The latest reaction, while it is younger than the latest message; what the list shows as the latest activity.
alter table thread
    add column reaction_at         millis,
    add column reaction_message_id uuid,
    add column reaction_emoji      text,
    add column reaction_direction  text check (reaction_direction in ('inbound', 'outbound')),
    add column activity_direction  text not null generated always as (
        case
            when reaction_at is not null and (last_message_at is null or reaction_at >= last_message_at)
            then reaction_direction else last_direction
        end) stored;

-- When typing was last shown there and last told here. Apart from the thread: it changes every few seconds.
create table thread_typing (
    team_id     uuid not null,
    thread_id   uuid not null,
    sent_at     millis,
    received_at millis,
    primary key (team_id, thread_id),
    foreign key (team_id, thread_id) references thread
);
