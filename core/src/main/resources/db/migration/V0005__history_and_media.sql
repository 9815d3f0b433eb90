-- What is read from platforms beside their deliveries: history, gaps, profiles, media.

-- History of an account that is being read, page by page, newest first. An import is everything written before the account
-- was linked, once; a gap is what deliveries may have missed since a time.
create table backfill (
    team_id         uuid not null,
    account_link_id uuid not null,
    kind            text not null check (kind in ('import', 'gap')),
    requested_at    millis not null,
    -- A gap's beginning; null until it is worked out from what is stored.
    since           millis,
    -- The platform's name of the next older page; null for the newest.
    page            text,
    reached_at      millis,
    -- How often in a row the platform had forgotten the page, without getting further back in between.
    restarts        integer not null default 0,
    reads           bigint not null default 0,
    messages        bigint not null default 0,
    -- When a worker may take it; while one has it, the end of its lease. Null once finished.
    next_at         millis,
    lease           uuid,
    problem         text,
    finished_at     millis,
    primary key (team_id, account_link_id, kind),
    foreign key (team_id, account_link_id) references account_link
);

create index backfill_due on backfill (team_id, next_at) where next_at is not null;

-- What was read from a platform on a day (of UTC, counted from 1970), which it may bill; the nil team's rows are the whole
-- installation's.
create table platform_reads (
    team_id  uuid not null,
    platform text not null,
    day      integer not null,
    reads    bigint not null,
    primary key (team_id, platform, day)
);

-- Accounts linked by earlier versions have not been imported.
insert into backfill (team_id, account_link_id, kind, requested_at, next_at)
select team_id, id, 'import', created_at, created_at from account_link where synced_at is null and unlinked_at is null;

insert into due (queue, due_at, team_id, ref)
select 'backfill', next_at, team_id, account_link_id from backfill;

-- What hangs on messages. Content is fetched from the platform into files of ours, named by their hash.
create table attachment (
    team_id          uuid not null,
    message_id       uuid not null,
    position         integer not null,
    kind             text not null check (kind in ('image', 'video', 'gif', 'audio', 'file', 'card')),
    status           text not null check (status in ('pending', 'processing', 'ready', 'failed')),
    source           text,
    poster_source    text,
    file_name        text,
    width            integer,
    height           integer,
    duration_millis  bigint,
    alt              text,
    content_type     text,
    bytes            bigint,
    sha256           bytea,
    poster_type      text,
    poster_bytes     bigint,
    poster_sha256    bytea,
    poster_width     integer,
    poster_height    integer,
    card_url         text,
    card_title       text,
    card_description text,
    card_domain      text,
    attempts         integer not null default 0,
    -- When a worker may take it; while one has it, the end of its lease. Null when there is nothing left to do.
    next_at          millis,
    lease            uuid,
    problem          text,
    created_at       millis not null,
    primary key (team_id, message_id, position),
    foreign key (team_id, message_id) references message on delete cascade
);

create index attachment_due on attachment (team_id, next_at) where next_at is not null;

-- What the platform last said of the account itself, and when it was last asked, whatever it said.
alter table profile
    add column account_status text not null default 'active' check (account_status in ('active', 'suspended', 'notFound')),
    add column checked_at     millis;

-- When a team's profiles are next looked at; the time is also the lease of who looks.
create table profile_refresh (
    team_id  uuid not null references team,
    platform text not null,
    next_at  millis not null,
    primary key (team_id, platform)
);

-- A platform takes no calls of the operator's app for want of credit. One for the whole installation: the nil team's.
create table platform_pause (
    team_id  uuid not null,
    platform text not null,
    since    millis not null,
    detail   text not null,
    -- The next call that may be tried.
    trial_at millis not null,
    primary key (team_id, platform)
);
