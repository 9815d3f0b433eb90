-- Webhooks ------------------------------------------------------------------------------------------------------------

create table webhook (
    team_id               uuid not null references team,
    id                    uuid not null,
    url                   text not null,
    api_version           text not null check (api_version in ('1', '2')),
    event_types           text[] not null,
    v1_x_name             text check (v1_x_name in ('x', 'twitter')),
    enabled               boolean not null,
    -- Why the server disabled it by itself.
    disabled_reason       text check (disabled_reason in ('gone', 'failing')),
    disabled_at           millis,
    -- Events up to this one were before its time.
    from_seq              bigint not null,
    secret                bytea not null,
    previous_secret       bytea,
    previous_secret_until millis,
    created_at            millis not null,
    updated_at            millis not null,
    -- Gone for everybody; its deliveries are removed in slices.
    deleted_at            millis,
    primary key (team_id, id)
);

-- How far the log of a team that has, or had, webhooks is turned into deliveries.
create table webhook_plan (
    team_id     uuid primary key references team,
    planned_seq bigint not null
);

-- Which node delivers to a webhook, and how the webhook has been doing.
create table webhook_lane (
    team_id       uuid not null,
    webhook_id    uuid not null,
    leased_by     uuid,
    leased_until  millis,
    failures      integer not null default 0,
    failing_since millis,
    resting_until millis,
    primary key (team_id, webhook_id),
    foreign key (team_id, webhook_id) references webhook on delete cascade
);

create table webhook_delivery (
    team_id         uuid not null,
    id              uuid not null,
    webhook_id      uuid not null,
    seq             bigint not null,
    event_id        uuid not null,
    type            text not null,
    -- The name under which event_payload keeps the body.
    body_form       text not null,
    state           text not null check (state in ('waiting', 'delivered', 'failed')),
    attempts        integer not null default 0,
    -- Of the attempts, those since it was last asked for.
    tries           integer not null default 0,
    next_attempt_at millis,
    created_at      millis not null,
    finished_at     millis,
    primary key (team_id, id),
    unique (team_id, webhook_id, seq),
    foreign key (team_id, webhook_id) references webhook on delete cascade
) with (fillfactor = 85);

create index webhook_delivery_first on webhook_delivery (team_id, webhook_id, seq)
    where state = 'waiting' and attempts = 0;
create index webhook_delivery_again on webhook_delivery (team_id, webhook_id, next_attempt_at)
    where state = 'waiting' and attempts > 0;
create index webhook_delivery_failed on webhook_delivery (team_id, webhook_id, seq) where state = 'failed';
create index webhook_delivery_list on webhook_delivery (team_id, webhook_id, created_at, id);

create table webhook_attempt (
    team_id         uuid not null,
    delivery_id     uuid not null,
    number          integer not null,
    at              millis not null,
    duration_millis integer not null,
    status          integer,
    error           text,
    response        text,
    primary key (team_id, delivery_id, number),
    foreign key (team_id, delivery_id) references webhook_delivery on delete cascade
);

-- What a member asked to have delivered again, until it is planned.
create table webhook_replay (
    team_id     uuid not null,
    webhook_id  uuid not null,
    failed_only boolean not null,
    after_seq   bigint not null,
    until_seq   bigint not null,
    primary key (team_id, webhook_id, failed_only),
    foreign key (team_id, webhook_id) references webhook on delete cascade
);

-- Events about a webhook.
alter table event add column webhook_id uuid;
