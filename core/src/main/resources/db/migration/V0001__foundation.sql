-- Every table leads with team_id in its primary key, unique keys, foreign keys and indexes: a team never sees another's
-- rows, and the schema can be distributed by team_id. The exceptions are marked; a test reads the catalogue for others.

-- Clients see milliseconds. A stored microsecond would make a cursor skip rows, so none can be stored.
create domain millis as timestamptz
    check (extract(microseconds from value)::bigint % 1000 = 0);

-- Teams and who may enter -------------------------------------------------------------------------------------------

create table team (
    team_id                   uuid primary key,
    name                      text not null,
    slug                      text not null,
    image                     text,
    currency                  text not null default 'USD',
    allow_support_access      boolean not null default false,
    typing_indicators_enabled boolean not null default true,
    created_at                millis not null,
    updated_at                millis
);

-- Exception: a person may belong to several teams.
create table app_user (
    id         uuid primary key,
    email      text not null,
    email_key  text not null unique,
    name       text,
    image      text,
    created_at millis not null
);

create table member (
    team_id    uuid not null references team,
    id         uuid not null,
    user_id    uuid not null,
    role       text not null check (role in ('owner', 'admin', 'user')),
    created_at millis not null,
    updated_at millis,
    primary key (team_id, id),
    unique (team_id, user_id)
);

-- Exception: a session belongs to a person.
create table session (
    token_hash   bytea primary key,
    user_id      uuid not null references app_user,
    created_at   millis not null,
    expires_at   millis not null
);

-- Exception: as sessions.
create table one_time_secret (
    secret_hash bytea primary key,
    purpose     text not null check (purpose in ('sign-in')),
    user_id     uuid not null references app_user,
    created_at  millis not null,
    expires_at  millis not null
);

create table api_token (
    team_id      uuid not null references team,
    id           uuid not null,
    token_hash   bytea not null,
    name         text not null,
    user_id      uuid not null,
    scopes       text[] not null,
    v1_x_name    text check (v1_x_name in ('x', 'twitter')),
    created_at   millis not null,
    last_used_at millis,
    revoked_at   millis,
    primary key (team_id, id)
);

-- Exception: leads from a presented token into its team.
create table api_token_lookup (
    token_hash bytea primary key,
    team_id    uuid not null,
    token_id   uuid not null
);

-- The team's data key, wrapped by the installation's master key.
create table keyset (
    team_id uuid primary key references team,
    wrapped bytea not null
);

-- Accounts ----------------------------------------------------------------------------------------------------------

create table account_link (
    team_id             uuid not null references team,
    id                  uuid not null,
    platform            text not null,
    platform_id         text not null,
    name                text not null,
    username            text not null,
    image               text not null,
    status              text not null check (status in ('active', 'offline', 'paused')),
    status_reason       text,
    synced_at           millis,
    group_message_count bigint not null default 0,
    created_at          millis not null,
    primary key (team_id, id),
    unique (team_id, platform, platform_id)
);

-- Exception: leads from a platform's account into the teams that linked it.
create table account_link_lookup (
    platform        text not null,
    platform_id     text not null,
    team_id         uuid not null,
    account_link_id uuid not null,
    primary key (platform, platform_id, team_id)
);

-- Apart from the link: renewing a token holds this row's lock while the platform answers, and ingest must not wait.
create table account_credentials (
    team_id         uuid not null,
    account_link_id uuid not null,
    encrypted       bytea not null,
    updated_at      millis not null,
    primary key (team_id, account_link_id),
    foreign key (team_id, account_link_id) references account_link
);

-- What a platform delivered and no message could be made of. Deliveries that name no account of ours carry the nil team.
create table raw_delivery (
    team_id         uuid not null,
    id              uuid not null,
    platform        text not null,
    account_link_id uuid,
    -- Where the platform named the message: what it delivers again is kept and counted once.
    message_platform_id text,
    reason          text not null,
    body            text not null,
    received_at     millis not null,
    primary key (team_id, id)
);

create unique index raw_delivery_message on raw_delivery (team_id, account_link_id, message_platform_id)
    where message_platform_id is not null;

-- Pipeline ----------------------------------------------------------------------------------------------------------

create table tag (
    team_id    uuid not null references team,
    id         uuid not null,
    name       text not null,
    name_key   text not null,
    color      text not null,
    created_at millis not null,
    primary key (team_id, id),
    unique (team_id, name_key)
);

create table status (
    team_id    uuid not null references team,
    id         uuid not null,
    name       text not null,
    name_key   text not null,
    color      text,
    position   integer not null,
    created_at millis not null,
    primary key (team_id, id),
    unique (team_id, name_key)
);

-- People ------------------------------------------------------------------------------------------------------------

-- What the team says about a person.
create table contact (
    team_id     uuid not null references team,
    id          uuid not null,
    status_id   uuid,
    tag_ids     uuid[] not null default '{}',
    valuation   numeric,
    notes       text,
    assignee_id uuid,
    created_at  millis not null,
    updated_at  millis not null,
    primary key (team_id, id),
    foreign key (team_id, status_id) references status,
    foreign key (team_id, assignee_id) references member
);

-- What the platform says about a person.
create table profile (
    team_id             uuid not null references team,
    id                  uuid not null,
    contact_id          uuid,
    platform            text not null,
    platform_id         text not null,
    username            text,
    username_key        text,
    display_name        text,
    image               text,
    bio                 text,
    location            text,
    website_url         text,
    profile_url         text,
    verification        text not null default 'none',
    kind                text not null default 'personal',
    is_protected        boolean not null default false,
    follower_count      bigint,
    following_count     bigint,
    post_count          bigint,
    engagement_count    bigint,
    listed_count        bigint,
    platform_created_at millis,
    platform_data       text,
    first_seen_at       millis not null,
    last_updated_at     millis not null,
    last_enriched_at    millis,
    last_active_at      millis,
    -- What the last ingest did to the row: 0 nothing of note, 1 created, 2 changed what people see.
    ingest_effect       smallint not null default 0,
    primary key (team_id, id),
    unique (team_id, platform, platform_id),
    foreign key (team_id, contact_id) references contact
) with (fillfactor = 85);

create index profile_username on profile (team_id, username_key, platform);

-- Threads -----------------------------------------------------------------------------------------------------------

create table thread (
    team_id                   uuid not null,
    id                        uuid not null,
    account_link_id           uuid not null,
    profile_id                uuid not null,
    contact_id                uuid not null,
    platform                  text not null,
    platform_id               text not null,
    done                      boolean not null default false,
    is_request                boolean not null default false,
    -- Made for a first send that the platform has not taken; shown nowhere.
    idle                      boolean not null default false,
    encrypted                 boolean not null default false,
    typing_indicators_enabled boolean,
    -- The thread's own assignee counts only when it was set, to a member or to nobody; else the contact's default does.
    own_assignee_set          boolean not null default false,
    own_assignee_id           uuid,
    assignee_id               uuid,
    sort_at                   millis not null,
    last_message_id           uuid,
    last_message_at           millis,
    last_direction            text not null default 'none' check (last_direction in ('none', 'inbound', 'outbound')),
    created_at                millis not null,
    updated_at                millis not null,
    deleted_at                millis,
    folder                    text not null generated always as (
        case
            when deleted_at is not null or idle then 'hidden'
            when done then 'archived'
            when is_request then 'requests'
            else 'inbox'
        end) stored,
    -- What the last ingest did to the row, as bits: 1 created or made active, 2 reopened.
    ingest_effect             smallint not null default 0,
    primary key (team_id, id),
    foreign key (team_id, account_link_id) references account_link,
    foreign key (team_id, profile_id) references profile,
    foreign key (team_id, contact_id) references contact,
    foreign key (team_id, own_assignee_id) references member,
    foreign key (team_id, assignee_id) references member
) with (fillfactor = 85);

create unique index thread_live on thread (team_id, account_link_id, profile_id) where deleted_at is null;
create index thread_deleted on thread (team_id, account_link_id, profile_id, deleted_at) where deleted_at is not null;
create index thread_profile on thread (team_id, profile_id) where deleted_at is null;
create index thread_folder on thread (team_id, folder, sort_at, id);
create index thread_no_reply on thread (team_id, sort_at, id) where folder = 'inbox' and last_direction = 'outbound';
-- The direction stands before the time so that no-reply is a range here, too; the other views merge three.
create index thread_account on thread (team_id, account_link_id, folder, last_direction, sort_at, id);

-- Messages ----------------------------------------------------------------------------------------------------------

create table message (
    team_id             uuid not null,
    id                  uuid not null,
    thread_id           uuid not null,
    account_link_id     uuid not null,
    platform_id         text,
    direction           text not null check (direction in ('inbound', 'outbound')),
    origin              text not null check (origin in ('internal', 'external', 'api')),
    state               text not null check (state in ('sending', 'sent', 'failed', 'unconfirmed')),
    content             text not null,
    user_id             uuid,
    entities            text,
    attachment          text,
    encrypted           boolean not null default false,
    created_at          millis not null,
    edited_at           millis,
    deleted_at          millis,
    platform_deleted_at millis,
    primary key (team_id, id),
    foreign key (team_id, thread_id) references thread
);

create unique index message_platform_id on message (team_id, account_link_id, platform_id) where platform_id is not null;
create index message_thread on message (team_id, thread_id, created_at, id) where state in ('sent', 'unconfirmed');

-- A send from its first commit to its last look-up.
create table send (
    team_id               uuid not null,
    message_id            uuid not null,
    account_link_id       uuid not null,
    thread_id             uuid not null,
    recipient_platform_id text not null,
    started_at            millis not null,
    deadline_at           millis not null,
    -- Null once nothing is left to find out.
    next_look_up_at       millis,
    look_ups              integer not null default 0,
    refusal               text,
    refusal_detail        text,
    primary key (team_id, message_id),
    foreign key (team_id, message_id) references message on delete cascade
);

create index send_open on send (team_id, account_link_id, recipient_platform_id) where next_look_up_at is not null;
create index send_due on send (team_id, next_look_up_at) where next_look_up_at is not null;

-- An outbound delivery that may be the echo of a send whose fate is not known yet.
create table parked_echo (
    team_id                  uuid not null,
    account_link_id          uuid not null,
    platform_id              text not null,
    person_platform_id       text not null,
    conversation_platform_id text not null,
    content                  text not null,
    encrypted                boolean not null,
    entities                 text,
    attachment               text,
    sent_at                  millis not null,
    parked_at                millis not null,
    primary key (team_id, account_link_id, platform_id),
    foreign key (team_id, account_link_id) references account_link
);

create index parked_echo_person on parked_echo (team_id, account_link_id, person_platform_id);

-- The answer to a request that may come again under the same key.
create table idempotency_key (
    team_id     uuid not null,
    key         text not null,
    fingerprint bytea not null,
    message_id  uuid not null,
    created_at  millis not null,
    primary key (team_id, key)
);

create index idempotency_key_message on idempotency_key (team_id, message_id);

-- Exception: leads workers to the teams that have work due.
create table due (
    queue   text not null,
    due_at  millis not null,
    team_id uuid not null,
    ref     uuid not null,
    primary key (queue, due_at, team_id, ref)
);

-- Events ------------------------------------------------------------------------------------------------------------

-- Apart from the team: this row is written with every change and would block whoever references the team.
create table event_counter (
    team_id  uuid primary key references team,
    last_seq bigint not null default 0
);

-- What changed, with the changed values as they were right after the change.
create table event (
    team_id     uuid not null,
    seq         bigint not null,
    id          uuid not null,
    type        text not null,
    created_at  millis not null,
    thread_id   uuid,
    message_id  uuid,
    profile_id  uuid,
    contact_id  uuid,
    done        boolean,
    assignee_id uuid,
    content     text,
    primary key (team_id, seq)
);

-- An event as an API version has once shown it, so that it reads the same for as long as it is kept.
create table event_payload (
    team_id     uuid not null,
    seq         bigint not null,
    api_version text not null,
    payload     text not null,
    primary key (team_id, seq, api_version),
    foreign key (team_id, seq) references event on delete cascade
);
