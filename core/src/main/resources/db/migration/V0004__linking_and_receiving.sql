-- Linking accounts in a browser, and how what platforms deliver comes in.

-- A member who has gone to a platform's page. The state that comes back names the row and proves it.
create table link_attempt (
    team_id      uuid not null references team,
    id           uuid not null,
    state_hash   bytea not null,
    -- Only the browser that began may end it.
    session_hash bytea not null,
    platform     text not null,
    user_id      uuid not null,
    return_to    text not null,
    verifier     bytea not null,
    expires_at   millis not null,
    primary key (team_id, id)
);

-- When the team took the account off: its history stays, and linking it again keeps the id.
alter table account_link add column unlinked_at millis;

-- When the platform was last known to deliver this account's messages to us; null asks for it to be told.
alter table account_link add column subscribed_at millis;
alter table account_link add column subscription_problem text;

-- Exception: work of the installation that one node does for all teams.
create table lease (
    name       text primary key,
    holder     text not null,
    expires_at millis not null
);

-- Exception: how a platform's deliveries reach this installation; its app is the operator's, not a team's.
create table reception (
    platform      text primary key,
    way           text not null check (way in ('webhook', 'stream')),
    -- Of a webhook.
    address       text,
    problem       text,
    problem_since millis,
    checked_at    millis,
    -- Everything the platform delivered up to then was taken in.
    alive_at      millis
);
