set local search_path to default;
-- Inside its functions this setting finds the library's tables, whoever calls.
do $$
declare each regprocedure;
begin
    for each in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'jobs'::regnamespace loop
        execute format('alter function %s set search_path = jobs, pg_temp', each);
    end loop;
end $$;
