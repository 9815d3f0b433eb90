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
