package com.zhaoli.pay.job.run.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
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

/** Statements on job_failed_batch. */
@Mapper
@CrossTenant("a batch has keys of all merchants")
public interface FailedBatchMapper {

  /** A row of the table. */
  record Row(
      String batchNo,
      String runNo,
      String job,
      Instant cutoff,
      @Nullable LocalDate day,
      String afterKey,
      String upToKey,
      @Nullable String keys,
      int redos) {}

  @Insert(
      """
      INSERT INTO job_failed_batch (batch_no, run_no, range_no, job, cutoff, work_day, after_key,
        up_to_key, batch_keys, key_count, reason, status, created_at, updated_at)
      VALUES (#{b.batchNo}, #{b.runNo}, #{rangeNo}, #{b.job}, #{b.cutoff}, #{b.day}, #{b.afterKey},
        #{b.upToKey}, #{b.keys}, #{keyCount}, #{reason}, 'OPEN', #{now}, #{now})
      """)
  int insert(
      @Param("b") Row batch,
      @Param("rangeNo") int rangeNo,
      @Param("keyCount") int keyCount,
      @Param("reason") String reason,
      @Param("now") Instant now);

  /**
   * The next open batch after one, that nobody has or had since then.
   *
   * @param jobs with commas between
   */
  @Select(
      """
      SELECT batch_no FROM job_failed_batch
      WHERE status = 'OPEN' AND batch_no > #{after} AND batch_no < #{before}
        AND updated_at < #{untouchedSince}
        AND (lease_until IS NULL OR lease_until <= #{now}) AND FIND_IN_SET(job, #{jobs})
      ORDER BY batch_no LIMIT 1
      """)
  @Nullable String next(
      @Param("jobs") String jobs,
      @Param("after") String after,
      @Param("before") String before,
      @Param("untouchedSince") Instant untouchedSince,
      @Param("now") Instant now);

  /** 0 when somebody has it, or had it since then. */
  @Update(
      """
      UPDATE job_failed_batch SET owner = #{owner}, lease_until = #{until}, updated_at = #{now}
      WHERE batch_no = #{batchNo} AND status = 'OPEN' AND updated_at < #{untouchedSince}
        AND (lease_until IS NULL OR lease_until <= #{now})
      """)
  int take(
      @Param("batchNo") String batchNo,
      @Param("owner") String owner,
      @Param("untouchedSince") Instant untouchedSince,
      @Param("now") Instant now,
      @Param("until") Instant until);

  /** What was taken, as it is then: it may have been done by others since it was looked for. */
  @Select(
      """
      SELECT batch_no, run_no, job, cutoff, work_day, after_key, up_to_key, batch_keys, redos
      FROM job_failed_batch WHERE batch_no = #{batchNo} AND owner = #{owner}
      """)
  @Nullable Row taken(@Param("batchNo") String batchNo, @Param("owner") String owner);

  /** 0 when the lease was lost. */
  @Update(
      """
      UPDATE job_failed_batch SET lease_until = #{until}
      WHERE batch_no = #{batchNo} AND owner = #{owner} AND status = 'OPEN'
      """)
  int renew(
      @Param("batchNo") String batchNo,
      @Param("owner") String owner,
      @Param("until") Instant until);

  /** What became of it; 0 when the lease was lost. */
  @Update(
      """
      UPDATE job_failed_batch SET status = #{status}, batch_keys = #{keys}, key_count = #{keyCount},
        reason = #{reason}, redos = #{redos}, owner = NULL, lease_until = NULL, updated_at = #{now}
      WHERE batch_no = #{batchNo} AND owner = #{owner} AND status = 'OPEN'
      """)
  int settle(
      @Param("batchNo") String batchNo,
      @Param("owner") String owner,
      @Param("status") String status,
      @Param("keys") @Nullable String keys,
      @Param("keyCount") int keyCount,
      @Param("reason") String reason,
      @Param("redos") int redos,
      @Param("now") Instant now);

  /** Gives it back untouched. */
  @Update(
      """
      UPDATE job_failed_batch SET owner = NULL, lease_until = NULL
      WHERE batch_no = #{batchNo} AND owner = #{owner} AND status = 'OPEN'
      """)
  int release(@Param("batchNo") String batchNo, @Param("owner") String owner);

  /**
   * Open ones from before a moment that nobody had since then, or that somebody has now.
   *
   * @param jobs with commas between
   */
  @Select(
      """
      SELECT COUNT(*) FROM job_failed_batch
      WHERE status = 'OPEN' AND batch_no < #{before}
        AND (updated_at < #{untouchedSince} OR lease_until IS NOT NULL)
        AND FIND_IN_SET(job, #{jobs})
      """)
  long open(
      @Param("jobs") String jobs,
      @Param("before") String before,
      @Param("untouchedSince") Instant untouchedSince);

  /** The jobs of batches with a status that nobody had since then. */
  @Select(
      """
      SELECT DISTINCT job FROM job_failed_batch
      WHERE status = #{status} AND updated_at < #{untouchedSince}
      """)
  List<String> jobs(
      @Param("status") String status, @Param("untouchedSince") Instant untouchedSince);

  /**
   * Opens what was given up before a moment, of one job or of all where it is empty.
   *
   * @param touched before that moment, so that it may be done from then on
   */
  @Update(
      """
      UPDATE job_failed_batch SET status = 'OPEN', redos = 0, updated_at = #{touched}
      WHERE status = 'GIVEN_UP' AND updated_at < #{before} AND (#{job} = '' OR job = #{job})
      LIMIT #{limit}
      """)
  int reopen(
      @Param("job") String job,
      @Param("before") Instant before,
      @Param("touched") Instant touched,
      @Param("limit") int limit);

  /**
   * Gives up what nobody had since then.
   *
   * @param jobs with commas between
   */
  @Update(
      """
      UPDATE job_failed_batch SET status = 'GIVEN_UP', updated_at = #{now}
      WHERE status = 'OPEN' AND updated_at < #{untouchedSince} AND FIND_IN_SET(job, #{jobs})
      LIMIT #{limit}
      """)
  int giveUp(
      @Param("jobs") String jobs,
      @Param("untouchedSince") Instant untouchedSince,
      @Param("now") Instant now,
      @Param("limit") int limit);

  @Delete(
      """
      DELETE FROM job_failed_batch
      WHERE batch_no < #{before} AND status IN ('DONE', 'GIVEN_UP')
        AND updated_at < #{overSince} LIMIT #{limit}
      """)
  int deleteOver(
      @Param("before") String before,
      @Param("overSince") Instant overSince,
      @Param("limit") int limit);
}
