package com.zhaoli.pay.job.run.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import com.zhaoli.pay.job.run.Progress;
import com.zhaoli.pay.job.run.RunBO;
import com.zhaoli.pay.job.run.RunStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on job_run and job_range. */
@Mapper
@CrossTenant("a run goes over the keys of all merchants")
public interface RunMapper {
  String RUN =
      "SELECT run_no, job, cutoff, work_day, threads, batch_keys, status, total, created_at"
          + " FROM job_run ";

  @Insert(
      """
      INSERT INTO job_run (run_no, job, open_job, cutoff, work_day, threads, batch_keys, status,
        created_at, updated_at)
      VALUES (#{r.runNo}, #{r.job}, #{r.job}, #{r.cutoff}, #{r.day}, #{r.threads}, #{r.batchKeys},
        #{r.status}, #{r.createdAt}, #{r.createdAt})
      """)
  int insert(@Param("r") RunBO run);

  @Select(RUN + "WHERE run_no = #{runNo}")
  @Nullable RunBO one(@Param("runNo") String runNo);

  @Select(RUN + "WHERE open_job = #{job}")
  @Nullable RunBO open(@Param("job") String job);

  @Select(RUN + "WHERE job = #{job} ORDER BY run_no DESC LIMIT 1")
  @Nullable RunBO newest(@Param("job") String job);

  @Select(
      RUN
          + "WHERE job = #{job} AND work_day = #{day} AND status = 'DONE'"
          + " ORDER BY run_no DESC LIMIT 1")
  @Nullable RunBO done(@Param("job") String job, @Param("day") LocalDate day);

  /** All that are open: one of a job at most. */
  @Select(RUN + "WHERE open_job IS NOT NULL AND status IN ('PLANNING', 'OPEN') ORDER BY run_no")
  List<RunBO> allOpen();

  /** Goes on with a stopped run, as the new trigger wants it. */
  @Update(
      """
      UPDATE job_run SET threads = #{threads}, batch_keys = #{batchKeys}, updated_at = #{now},
        status = CASE WHEN status = 'STOPPED'
          THEN (CASE WHEN total = 0 THEN 'PLANNING' ELSE 'OPEN' END) ELSE status END
      WHERE run_no = #{runNo} AND open_job IS NOT NULL
      """)
  int resume(
      @Param("runNo") String runNo,
      @Param("threads") int threads,
      @Param("batchKeys") int batchKeys,
      @Param("now") Instant now);

  @Update(
      """
      UPDATE job_run SET status = 'STOPPED', updated_at = #{now}
      WHERE run_no = #{runNo} AND status IN ('PLANNING', 'OPEN')
      """)
  int stop(@Param("runNo") String runNo, @Param("now") Instant now);

  /** Ends a run as it is. */
  @Update(
      """
      UPDATE job_run SET status = 'ABANDONED', open_job = NULL, ended_at = #{now},
        updated_at = #{now}
      WHERE run_no = #{runNo} AND open_job IS NOT NULL
      """)
  int abandon(@Param("runNo") String runNo, @Param("now") Instant now);

  /** The end of a run; 0 when something of it is left, or it has ended before. */
  @Update(
      """
      UPDATE job_run SET status = 'DONE', open_job = NULL, ended_at = #{now}, updated_at = #{now}
      WHERE run_no = #{runNo} AND status = 'OPEN' AND NOT EXISTS (
        SELECT 1 FROM job_range g WHERE g.run_no = #{runNo} AND g.status = 'OPEN')
      """)
  int finish(@Param("runNo") String runNo, @Param("now") Instant now);

  /** Takes the right to make the ranges. */
  @Update(
      """
      UPDATE job_run SET plan_owner = #{owner}, plan_until = #{until}
      WHERE run_no = #{runNo} AND status = 'PLANNING'
        AND (plan_until IS NULL OR plan_until <= #{now})
      """)
  int claimPlan(
      @Param("runNo") String runNo,
      @Param("owner") String owner,
      @Param("now") Instant now,
      @Param("until") Instant until);

  /** The next may try to make them at once. */
  @Update(
      """
      UPDATE job_run SET plan_until = NULL
      WHERE run_no = #{runNo} AND status = 'PLANNING' AND plan_owner = #{owner}
      """)
  int releasePlan(@Param("runNo") String runNo, @Param("owner") String owner);

  /** The ranges are made; 0 when somebody else has the right by now. */
  @Update(
      """
      UPDATE job_run SET status = 'OPEN', total = #{total}, updated_at = #{now}
      WHERE run_no = #{runNo} AND status = 'PLANNING' AND plan_owner = #{owner}
      """)
  int planned(
      @Param("runNo") String runNo,
      @Param("owner") String owner,
      @Param("total") long total,
      @Param("now") Instant now);

  /** One of the ranges that are made. */
  record NewRange(int rangeNo, String afterKey, String upToKey, int planned) {}

  @Insert(
      """
      <script>
      INSERT INTO job_range (run_no, range_no, after_key, up_to_key, planned, position_key, status,
        updated_at) VALUES
      <foreach collection="ranges" item="g" separator=",">
        (#{runNo}, #{g.rangeNo}, #{g.afterKey}, #{g.upToKey}, #{g.planned}, #{g.afterKey}, 'OPEN',
         #{now})
      </foreach>
      </script>
      """)
  int insertRanges(
      @Param("runNo") String runNo,
      @Param("ranges") List<NewRange> ranges,
      @Param("now") Instant now);

  /** Free ranges of a shard, or where the shard is negative, of all shards. */
  @Select(
      """
      SELECT range_no FROM job_range
      WHERE run_no = #{runNo} AND status = 'OPEN'
        AND (lease_until IS NULL OR lease_until <= #{now})
        AND (#{shard} < 0 OR MOD(range_no, #{shards}) = #{shard})
      ORDER BY range_no LIMIT #{limit}
      """)
  List<Integer> free(
      @Param("runNo") String runNo,
      @Param("shard") int shard,
      @Param("shards") int shards,
      @Param("now") Instant now,
      @Param("limit") int limit);

  /** Takes a free range; 0 when somebody was faster, or the run does not go on. */
  @Update(
      """
      UPDATE job_range g JOIN job_run r ON r.run_no = g.run_no
      SET g.owner = #{owner}, g.lease_until = #{until}, g.takes = g.takes + 1, g.updated_at = #{now}
      WHERE g.run_no = #{runNo} AND g.range_no = #{rangeNo} AND g.status = 'OPEN'
        AND (g.lease_until IS NULL OR g.lease_until <= #{now}) AND r.status = 'OPEN'
      """)
  int take(
      @Param("runNo") String runNo,
      @Param("rangeNo") int rangeNo,
      @Param("owner") String owner,
      @Param("now") Instant now,
      @Param("until") Instant until);

  /** What a lease was taken of. */
  record Taken(String afterKey, String upToKey, String position, int takes) {}

  @Select(
      """
      SELECT after_key, up_to_key, position_key, takes FROM job_range
      WHERE run_no = #{runNo} AND range_no = #{rangeNo} AND owner = #{owner}
      """)
  @Nullable Taken taken(
      @Param("runNo") String runNo, @Param("rangeNo") int rangeNo, @Param("owner") String owner);

  @Update(
      """
      UPDATE job_range SET lease_until = #{until}
      WHERE run_no = #{runNo} AND range_no = #{rangeNo} AND owner = #{owner} AND status = 'OPEN'
      """)
  int renew(
      @Param("runNo") String runNo,
      @Param("rangeNo") int rangeNo,
      @Param("owner") String owner,
      @Param("until") Instant until);

  /** Moves the checkpoint; 0 when the lease was lost. */
  @Update(
      """
      UPDATE job_range SET position_key = #{to}, status = #{status}, takes = 0,
        handled = handled + #{handled}, changed = changed + #{changed}, failed = failed + #{failed},
        updated_at = #{now}
      WHERE run_no = #{runNo} AND range_no = #{rangeNo} AND owner = #{owner} AND status = 'OPEN'
      """)
  int advance(
      @Param("runNo") String runNo,
      @Param("rangeNo") int rangeNo,
      @Param("owner") String owner,
      @Param("to") String to,
      @Param("status") String status,
      @Param("handled") int handled,
      @Param("changed") int changed,
      @Param("failed") int failed,
      @Param("now") Instant now);

  /** Gives a range back with its checkpoint, as if it had not been taken. */
  @Update(
      """
      UPDATE job_range SET owner = NULL, lease_until = NULL, takes = GREATEST(takes - 1, 0)
      WHERE run_no = #{runNo} AND range_no = #{rangeNo} AND owner = #{owner} AND status = 'OPEN'
      """)
  int release(
      @Param("runNo") String runNo, @Param("rangeNo") int rangeNo, @Param("owner") String owner);

  @Update(
      """
      UPDATE job_range SET owner = NULL, lease_until = #{until}
      WHERE run_no = #{runNo} AND range_no = #{rangeNo} AND owner = #{owner} AND status = 'OPEN'
      """)
  int putBack(
      @Param("runNo") String runNo,
      @Param("rangeNo") int rangeNo,
      @Param("owner") String owner,
      @Param("until") Instant until);

  /** A finished range counts as planned, also where others did some of its keys meanwhile. */
  @Select(
      """
      SELECT r.total, COALESCE(SUM(CASE WHEN g.status = 'OPEN' THEN LEAST(g.handled, g.planned)
          ELSE g.planned END), 0),
        COALESCE(SUM(g.changed), 0), COALESCE(SUM(g.failed), 0),
        COALESCE(SUM(CASE WHEN g.status = 'OPEN' THEN 1 ELSE 0 END), 0)
      FROM job_run r LEFT JOIN job_range g ON g.run_no = r.run_no
      WHERE r.run_no = #{runNo} GROUP BY r.run_no, r.total
      """)
  @Nullable Progress progress(@Param("runNo") String runNo);

  @Select("SELECT status FROM job_run WHERE run_no = #{runNo}")
  @Nullable RunStatus status(@Param("runNo") String runNo);

  @Select(
      """
      SELECT run_no FROM job_run WHERE run_no < #{before} AND open_job IS NULL
      ORDER BY run_no LIMIT #{limit}
      """)
  List<String> old(@Param("before") String before, @Param("limit") int limit);

  @Delete("DELETE FROM job_range WHERE run_no = #{runNo} LIMIT #{limit}")
  int deleteRanges(@Param("runNo") String runNo, @Param("limit") int limit);

  @Delete("DELETE FROM job_run WHERE run_no = #{runNo} AND open_job IS NULL")
  int delete(@Param("runNo") String runNo);
}
