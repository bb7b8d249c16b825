-- The definitions of our jobs for XXL-JOB's own database, after its own tables_xxl_job.sql (3.3.x):
-- the group of our executors, and one job for each handler. Again is harmless: what is there is left
-- as operators changed it. The times are those of the admin's time zone.
--
-- Broadcast is for jobs that executors share by ranges; a trigger that comes while the one before
-- still runs is let go, since that does its work too; not so what an operator's own trigger says,
-- such as givenUp=true, which is to be said again.

SET NAMES utf8mb4;

INSERT INTO xxl_job_group (app_name, title, address_type, address_list, update_time)
SELECT 'zhaoli-pay-job-executor', 'zhaoli-pay', 0, NULL, NOW()
WHERE NOT EXISTS (SELECT 1 FROM xxl_job_group WHERE app_name = 'zhaoli-pay-job-executor');

INSERT INTO xxl_job_info (job_group, job_desc, add_time, update_time, author, alarm_email,
  schedule_type, schedule_conf, misfire_strategy, executor_route_strategy, executor_handler,
  executor_param, executor_block_strategy, executor_timeout, executor_fail_retry_count, glue_type,
  glue_source, glue_remark, glue_updatetime, child_jobid, trigger_status)
SELECT g.id, j.description, NOW(), NOW(), 'zhaoli-pay', '',
  'CRON', j.cron, 'DO_NOTHING', j.route, j.handler,
  j.param, 'DISCARD_LATER', 0, 0, 'BEAN',
  '', '', NOW(), '', j.started
FROM xxl_job_group g
JOIN (
  SELECT 'paymentStatusSync' AS handler, '支付状态同步 / payment status sync' AS description,
    '0 0/5 * * * ?' AS cron, 'SHARDING_BROADCAST' AS route, 'threads=8' AS param, 1 AS started
  UNION ALL SELECT 'expiredOrderClose', '超时订单关闭 / expired order close',
    '0 2/10 * * * ?', 'SHARDING_BROADCAST', 'threads=2', 1
  UNION ALL SELECT 'webhookCompensation', '商户通知补偿 / webhook compensation',
    '0 30 3 * * ?', 'SHARDING_BROADCAST', 'threads=2', 1
  UNION ALL SELECT 'jobCompensation', '失败批次重做 / failed batches again',
    '0 20/30 * * * ?', 'SHARDING_BROADCAST', 'threads=4', 1
  UNION ALL SELECT 'retention', '历史数据清理 / retention',
    '0 10 4 * * ?', 'SHARDING_BROADCAST', 'threads=1', 1
  UNION ALL SELECT 'dailyStatement', '每日对账通知 / daily statement',
    '0 0 9 * * ?', 'SHARDING_BROADCAST', 'threads=4', 1
  UNION ALL SELECT 'followerSync', '关注者同步 / follower sync',
    '0 40 2 * * ?', 'FIRST', '', 1
  UNION ALL SELECT 'paymentReconcile', '对账（支付服务每日自动执行）/ reconciliation, done daily without it',
    '0 0 11 * * ?', 'FIRST', '', 0
) j ON TRUE
WHERE g.app_name = 'zhaoli-pay-job-executor'
  AND NOT EXISTS (
    SELECT 1 FROM xxl_job_info i WHERE i.job_group = g.id AND i.executor_handler = j.handler);
