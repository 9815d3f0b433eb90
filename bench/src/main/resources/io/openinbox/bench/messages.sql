set synchronous_commit = off;
set session_replication_role = replica;
insert into message (team_id, id, thread_id, account_link_id, platform_id, direction, origin, state, content, created_at)
select bench_id(1, 0, team), bench_id(5, team, before + k), bench_id(4, team, n), bench_id(2, team, 1 + n % 3),
       (1000000000000000000 + team * 10000000000 + before + k)::text,
       case when (messages - k) % 2 = messages % 2 then 'inbound' else 'outbound' end,
       case when (messages - k) % 2 = messages % 2 then 'external' else 'api' end, 'sent',
       (array['Is this still available?', '¿Seguís teniendo el esmalte verde?', 'Чи проводите ви майстер-класи?',
              'هل ترسلون إلى هولندا؟', '湯呑みを二十個お願いすることはできますか？', '유약은 어떤 걸 쓰시나요?',
              'Vous les prêtez pour des photos ?', 'Thanks!', 'Bekomme ich die Becher auch mit unserem Logo?', '👍',
              'The teapot arrived today and it is lovely. One question: may it go into the dishwasher, or is the glaze too soft for that? My sister wants one as well.',
              'नमस्ते! क्या आप भारत में भेजते हैं?'])[1 + (before + k) % 12] || ' ' || (before + k) % 10007,
       last_at - (messages - k) * interval '7 minutes'
from bench_thread cross join lateral generate_series(1, messages) k;
