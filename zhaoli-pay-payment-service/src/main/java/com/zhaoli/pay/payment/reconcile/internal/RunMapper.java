package com.zhaoli.pay.payment.reconcile.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import com.zhaoli.pay.payment.reconcile.Lease;
import com.zhaoli.pay.payment.reconcile.RunBO.Totals;
import com.zhaoli.pay.payment.reconcile.RunStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on reconcile_run and reconcile_day. */
@Mapper
@CrossTenant("a channel's bill is of an account, which may take the money of many merchants")
public interface RunMapper {
  String IN_HAND = " run_no = #{lease.runNo} AND turn = #{lease.turn} ";

  /** 0 when the day of the account has its run already. */
  @Insert(
      """
      INSERT INTO reconcile_run (run_no, channel, channel_account_no, business_day, status, due_at,
        created_at, updated_at)
      VALUES (#{runNo}, #{channel}, #{account}, #{day}, 'PENDING', #{dueAt}, #{now}, #{now})
      ON DUPLICATE KEY UPDATE run_no = run_no
      """)
  int add(
      @Param("runNo") String runNo,
      @Param("channel") String channel,
      @Param("account") String account,
      @Param("day") LocalDate day,
      @Param("dueAt") Instant dueAt,
      @Param("now") Instant now);

  @Select(RunDO.COLUMNS + "FROM reconcile_run WHERE run_no = #{runNo}")
  @Nullable RunDO find(@Param("runNo") String runNo);

  @Select(
      RunDO.COLUMNS
          + """
          FROM reconcile_run WHERE channel = #{channel} AND channel_account_no = #{account}
            AND business_day = #{day}
          """)
  @Nullable RunDO findOf(
      @Param("channel") String channel,
      @Param("account") String account,
      @Param("day") LocalDate day);

  /** The index that has the order is named, so that no page is found by sorting. */
  @Select(
      "<script>"
          + RunDO.COLUMNS
          + """
          FROM reconcile_run
          <choose>
            <when test="day != null">FORCE INDEX (ix_run_day)</when>
            <when test="status != null">FORCE INDEX (ix_run_status)</when>
          </choose>
          <where>
            <if test="day != null">AND business_day = #{day}</if>
            <if test="status != null">AND status = #{status}</if>
            <if test="after != null">AND run_no &lt; #{after}</if>
          </where>
          ORDER BY run_no DESC LIMIT #{limit}
          </script>
          """)
  List<RunDO> newestFirst(
      @Param("day") @Nullable LocalDate day,
      @Param("status") @Nullable RunStatus status,
      @Param("after") @Nullable String after,
      @Param("limit") int limit);

  /** Locks what has been due longest; what another instance has locked is passed over. */
  @Select(
      """
      SELECT run_no FROM reconcile_run WHERE due_at <= #{now}
      ORDER BY due_at LIMIT 1
      FOR UPDATE SKIP LOCKED
      """)
  @Nullable String lockDue(@Param("now") Instant now);

  @Update(
      """
      UPDATE reconcile_run SET status = 'FETCHING', turn = turn + 1, tries = tries + 1,
        due_at = #{until}, cleanup_at = NULL, updated_at = #{now}
      WHERE run_no = #{runNo}
      """)
  int take(@Param("runNo") String runNo, @Param("now") Instant now, @Param("until") Instant until);

  /** 0 when the lease is lost. */
  @Update(
      "UPDATE reconcile_run SET due_at = #{until} WHERE"
          + IN_HAND
          + "AND status IN ('FETCHING', 'COMPARING')")
  int renew(@Param("lease") Lease lease, @Param("until") Instant until);

  @Update(
      "UPDATE reconcile_run SET status = 'COMPARING', due_at = #{until}, updated_at = #{now} WHERE"
          + IN_HAND
          + "AND status = 'FETCHING'")
  int beginComparing(
      @Param("lease") Lease lease, @Param("now") Instant now, @Param("until") Instant until);

  /** The next due time is that of a recheck, which is made where it was not made before. */
  @Update(
      """
      UPDATE reconcile_run SET status = 'DONE', tries = 0, failure = NULL,
        due_at = CASE WHEN rechecks = 0 THEN #{recheckAt} ELSE NULL END,
        rechecks = rechecks + 1, cleanup_at = #{cleanupAt},
        bill_rows = #{totals.billRows}, bill_payment_fen = #{totals.billPaid.fen},
        bill_refund_fen = #{totals.billRefunded.fen}, own_payment_fen = #{totals.ownPaid.fen},
        own_refund_fen = #{totals.ownRefunded.fen}, differences = #{differences},
        finished_at = #{now}, updated_at = #{now}
      WHERE
      """
          + IN_HAND
          + "AND status = 'COMPARING'")
  int finish(
      @Param("lease") Lease lease,
      @Param("totals") Totals totals,
      @Param("differences") long differences,
      @Param("recheckAt") @Nullable Instant recheckAt,
      @Param("cleanupAt") Instant cleanupAt,
      @Param("now") Instant now);

  @Update(
      """
      UPDATE reconcile_run SET status = #{status}, due_at = #{dueAt}, cleanup_at = #{now},
        failure = #{failure}, updated_at = #{now}
      WHERE
      """
          + IN_HAND
          + "AND status IN ('FETCHING', 'COMPARING')")
  int fail(
      @Param("lease") Lease lease,
      @Param("status") RunStatus status,
      @Param("dueAt") @Nullable Instant dueAt,
      @Param("failure") @Nullable String failure,
      @Param("now") Instant now);

  /** 0 when somebody is at it. */
  @Update(
      """
      UPDATE reconcile_run SET status = 'PENDING', tries = 0, rechecks = 0, due_at = #{now},
        requested_by = #{requestedBy}, updated_at = #{now}
      WHERE run_no = #{runNo} AND NOT (status IN ('FETCHING', 'COMPARING') AND due_at > #{now})
      """)
  int ask(
      @Param("runNo") String runNo,
      @Param("requestedBy") @Nullable String requestedBy,
      @Param("now") Instant now);

  /** Runs whose bills may go, the longest due first. */
  @Select(
      RunDO.COLUMNS
          + "FROM reconcile_run WHERE cleanup_at <= #{now} ORDER BY cleanup_at LIMIT #{limit}")
  List<RunDO> toCleanUp(@Param("now") Instant now, @Param("limit") int limit);

  @Update(
      """
      UPDATE reconcile_run SET cleanup_at = NULL
      WHERE run_no = #{runNo} AND turn = #{turn} AND cleanup_at IS NOT NULL
      """)
  int cleanedUp(@Param("runNo") String runNo, @Param("turn") int turn);

  @Insert(
      """
      INSERT INTO reconcile_day (business_day, leased_until) VALUES (#{day}, #{now})
      ON DUPLICATE KEY UPDATE business_day = business_day
      """)
  int addDay(@Param("day") LocalDate day, @Param("now") Instant now);

  /** 0 when its runs are there, or somebody is making them. */
  @Update(
      """
      UPDATE reconcile_day SET leased_until = #{until}
      WHERE business_day = #{day} AND opened_at IS NULL AND leased_until <= #{now}
      """)
  int leaseDay(
      @Param("day") LocalDate day, @Param("now") Instant now, @Param("until") Instant until);

  @Update(
      """
      UPDATE reconcile_day SET opened_at = #{now}
      WHERE business_day = #{day} AND opened_at IS NULL
      """)
  int dayOpened(@Param("day") LocalDate day, @Param("now") Instant now);
}
