package com.zhaoli.pay.payment.reconcile.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import com.zhaoli.pay.payment.channel.ChannelBills.Kind;
import com.zhaoli.pay.payment.reconcile.DifferenceKind;
import com.zhaoli.pay.payment.reconcile.DifferenceStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on reconcile_difference. */
@Mapper
@CrossTenant("differences are the operators'; what our books do not know belongs to no merchant")
interface DifferenceMapper {

  @Select(
      "<script>"
          + DifferenceDO.COLUMNS
          + """
          FROM reconcile_difference
          WHERE run_no = #{runNo} AND subject = #{subject} AND entry_no IN
          <foreach collection="entryNos" item="no" open="(" separator="," close=")">#{no}</foreach>
          FOR UPDATE
          </script>
          """)
  List<DifferenceDO> lockOf(
      @Param("runNo") String runNo,
      @Param("subject") Kind subject,
      @Param("entryNos") Collection<String> entryNos);

  @Insert(
      """
      <script>
      INSERT INTO reconcile_difference (difference_no, run_no, subject, entry_no, kind, status,
        channel, channel_account_no, business_day, wait_for_day, merchant_no, attempt_no,
        channel_trade_no, bill_rows, bill_fen, bill_status, own_fen, own_status, turn,
        created_at, updated_at)
      VALUES
      <foreach collection="rows" item="r" separator=",">
        (#{r.differenceNo}, #{r.runNo}, #{r.subject}, #{r.entryNo}, #{r.kind}, #{r.status},
         #{r.channel}, #{r.channelAccountNo}, #{r.businessDay}, #{r.waitForDay}, #{r.merchantNo},
         #{r.attemptNo}, #{r.channelTradeNo}, #{r.billRows}, #{r.billFen}, #{r.billStatus},
         #{r.ownFen}, #{r.ownStatus}, #{r.turn}, #{r.createdAt}, #{r.updatedAt})
      </foreach>
      </script>
      """)
  int insert(@Param("rows") List<DifferenceDO> rows);

  /** A comparison saw them again, as they were. */
  @Update(
      """
      <script>
      UPDATE reconcile_difference SET turn = #{turn} WHERE difference_no IN
      <foreach collection="numbers" item="no" open="(" separator="," close=")">#{no}</foreach>
      </script>
      """)
  int seenAgain(@Param("numbers") Collection<String> numbers, @Param("turn") int turn);

  /** A comparison found other content: what was decided was decided on something else. */
  @Update(
      """
      UPDATE reconcile_difference SET status = #{r.status}, wait_for_day = #{r.waitForDay},
        merchant_no = #{r.merchantNo}, channel_trade_no = #{r.channelTradeNo},
        bill_rows = #{r.billRows}, bill_fen = #{r.billFen}, bill_status = #{r.billStatus},
        own_fen = #{r.ownFen}, own_status = #{r.ownStatus}, turn = #{r.turn},
        alerted = FALSE, updated_at = #{r.updatedAt}
      WHERE difference_no = #{differenceNo}
      """)
  int replace(@Param("differenceNo") String differenceNo, @Param("r") DifferenceDO r);

  /** Those of a run that its latest comparison no longer found. */
  @Update(
      """
      UPDATE reconcile_difference SET status = 'RESOLVED', wait_for_day = NULL, note = #{note},
        decided_by = NULL, decided_at = #{now}, updated_at = #{now}
      WHERE run_no = #{runNo} AND turn < #{turn} AND status IN ('OPEN', 'WAITING')
      LIMIT #{limit}
      """)
  int resolveUnseen(
      @Param("runNo") String runNo,
      @Param("turn") int turn,
      @Param("note") String note,
      @Param("now") Instant now,
      @Param("limit") int limit);

  /** Entries that were missing in one day's bill and are in another's. */
  @Update(
      """
      <script>
      UPDATE reconcile_difference SET status = 'RESOLVED', wait_for_day = NULL, note = #{note},
        decided_by = NULL, decided_at = #{now}, updated_at = #{now}
      WHERE channel = #{channel} AND channel_account_no = #{account} AND subject = #{subject}
        AND kind = 'MISSING_THERE' AND status IN ('OPEN', 'WAITING') AND entry_no IN
      <foreach collection="entryNos" item="no" open="(" separator="," close=")">#{no}</foreach>
      </script>
      """)
  int resolveMissing(
      @Param("channel") String channel,
      @Param("account") String account,
      @Param("subject") Kind subject,
      @Param("entryNos") Collection<String> entryNos,
      @Param("note") String note,
      @Param("now") Instant now);

  @Select(
      DifferenceDO.COLUMNS
          + """
          FROM reconcile_difference
          WHERE channel_account_no = #{account} AND wait_for_day = #{day} AND channel = #{channel}
            AND status = 'WAITING' AND subject = #{subject}
          LIMIT #{limit}
          """)
  List<DifferenceDO> waitingFor(
      @Param("channel") String channel,
      @Param("account") String account,
      @Param("day") LocalDate day,
      @Param("subject") Kind subject,
      @Param("limit") int limit);

  @Update(
      """
      <script>
      UPDATE reconcile_difference SET status = 'OPEN', wait_for_day = NULL, updated_at = #{now}
      WHERE status = 'WAITING' AND difference_no IN
      <foreach collection="numbers" item="no" open="(" separator="," close=")">#{no}</foreach>
      </script>
      """)
  int open(@Param("numbers") Collection<String> numbers, @Param("now") Instant now);

  @Select(DifferenceDO.COLUMNS + "FROM reconcile_difference WHERE difference_no = #{differenceNo}")
  @Nullable DifferenceDO find(@Param("differenceNo") String differenceNo);

  /**
   * The index that has the order is named: left alone, the database intersects two others and sorts
   * all that it finds, for every page.
   */
  @Select(
      "<script>"
          + DifferenceDO.COLUMNS
          + """
          FROM reconcile_difference
          <choose>
            <when test="runNo != null">FORCE INDEX (ix_difference_run)</when>
            <when test="status != null and kind != null">
              FORCE INDEX (ix_difference_status_kind)
            </when>
            <when test="status != null">FORCE INDEX (ix_difference_status)</when>
            <when test="kind != null">FORCE INDEX (ix_difference_kind)</when>
          </choose>
          <where>
            <if test="runNo != null">AND run_no = #{runNo}</if>
            <if test="status != null">AND status = #{status}</if>
            <if test="kind != null">AND kind = #{kind}</if>
            <if test="after != null">AND difference_no &lt; #{after}</if>
          </where>
          ORDER BY difference_no DESC LIMIT #{limit}
          </script>
          """)
  List<DifferenceDO> newestFirst(
      @Param("runNo") @Nullable String runNo,
      @Param("status") @Nullable DifferenceStatus status,
      @Param("kind") @Nullable DifferenceKind kind,
      @Param("after") @Nullable String after,
      @Param("limit") int limit);

  /** 0 when it is no longer as the operator saw it. */
  @Update(
      """
      UPDATE reconcile_difference SET status = #{to}, note = #{note}, decided_by = #{operatorNo},
        decided_at = #{now}, updated_at = #{now}
      WHERE difference_no = #{differenceNo} AND status = #{from}
      """)
  int decide(
      @Param("differenceNo") String differenceNo,
      @Param("from") DifferenceStatus from,
      @Param("to") DifferenceStatus to,
      @Param("note") String note,
      @Param("operatorNo") String operatorNo,
      @Param("now") Instant now);

  /** How many are open of a kind. */
  record Count(DifferenceKind kind, long number) {}

  @Select(
      """
      SELECT kind, COUNT(*) FROM reconcile_difference WHERE status = 'OPEN' GROUP BY kind
      """)
  List<Count> countOpen();

  /** Open differences of a run that nobody was called to, oldest first. */
  @Select(
      DifferenceDO.COLUMNS
          + """
          FROM reconcile_difference FORCE INDEX (ix_difference_run)
          WHERE run_no = #{runNo} AND difference_no > #{after} AND status = 'OPEN'
            AND alerted = FALSE
          ORDER BY difference_no LIMIT #{limit}
          """)
  List<DifferenceDO> notAlerted(
      @Param("runNo") String runNo, @Param("after") String after, @Param("limit") int limit);

  @Update(
      """
      UPDATE reconcile_difference SET alerted = TRUE
      WHERE run_no = #{runNo} AND difference_no <= #{last} AND status = 'OPEN' AND alerted = FALSE
      LIMIT #{limit}
      """)
  int alerted(@Param("runNo") String runNo, @Param("last") String last, @Param("limit") int limit);
}
