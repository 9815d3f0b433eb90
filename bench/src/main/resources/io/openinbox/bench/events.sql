set synchronous_commit = off;
set session_replication_role = replica;
insert into event (team_id, seq, id, type, created_at, thread_id, message_id, profile_id, contact_id, content, inbound)
select bench_id(1, 0, team), before + k, bench_id(6, team, before + k), 'message.created',
       last_at - (messages - k) * interval '7 minutes', bench_id(4, team, n), bench_id(5, team, before + k),
       bench_id(3, team, n), bench_id(3, team, n), 'Is this still available?', (messages - k) % 2 = messages % 2
from bench_thread cross join lateral generate_series(1, messages) k;
