-- Exception: a node serves every team. Each shows itself every few seconds, so that the others know how many they are.
create table node (
    id      uuid primary key,
    seen_at millis not null
);
