package com.zhaoli.pay.payment.reconcile.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import com.zhaoli.pay.payment.channel.ChannelBills.Kind;
import com.zhaoli.pay.payment.channel.ChannelBills.RowStatus;
import com.zhaoli.pay.payment.reconcile.StagedRow;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Statements on reconcile_bill_row and reconcile_cut_off. */
@Mapper
@CrossTenant("a channel's bill is of an account, which may take the money of many merchants")
interface StagingMapper {

  @Insert(
      """
      <script>
      INSERT INTO reconcile_bill_row (run_no, turn, subject, entry_no, row_no, attempt_no,
        channel_trade_no, amount_fen, status)
      VALUES
      <foreach collection="rows" item="r" separator=",">
        (#{runNo}, #{turn}, #{r.subject}, #{r.entryNo}, #{r.rowNo}, #{r.attemptNo},
         #{r.channelTradeNo}, #{r.amount.fen}, #{r.status})
      </foreach>
      </script>
      """)
  int insert(
      @Param("runNo") String runNo, @Param("turn") int turn, @Param("rows") List<StagedRow> rows);

  /** A row as it is stored. */
  record Row(
      String entryNo,
      long rowNo,
      String attemptNo,
      String channelTradeNo,
      long amountFen,
      RowStatus status) {}

  @Select(
      """
      SELECT entry_no, row_no, attempt_no, channel_trade_no, amount_fen, status
      FROM reconcile_bill_row
      WHERE run_no = #{runNo} AND turn = #{turn} AND subject = #{subject}
        AND (entry_no > #{afterEntry} OR (entry_no = #{afterEntry} AND row_no > #{afterRow}))
      ORDER BY entry_no, row_no LIMIT #{limit}
      """)
  List<Row> page(
      @Param("runNo") String runNo,
      @Param("turn") int turn,
      @Param("subject") Kind subject,
      @Param("afterEntry") String afterEntry,
      @Param("afterRow") long afterRow,
      @Param("limit") int limit);

  /** Which of these the bill has. */
  @Select(
      """
      <script>
      SELECT DISTINCT entry_no FROM reconcile_bill_row
      WHERE run_no = #{runNo} AND turn = #{turn} AND subject = #{subject} AND entry_no IN
      <foreach collection="entryNos" item="no" open="(" separator="," close=")">#{no}</foreach>
      </script>
      """)
  List<String> found(
      @Param("runNo") String runNo,
      @Param("turn") int turn,
      @Param("subject") Kind subject,
      @Param("entryNos") Collection<String> entryNos);

  /** Which of these orders the bill shows as taken back, in whatever form the channel does so. */
  @Select(
      """
      <script>
      SELECT DISTINCT attempt_no FROM reconcile_bill_row
      WHERE run_no = #{runNo} AND turn = #{turn} AND attempt_no IN
      <foreach collection="attemptNos" item="no" open="(" separator="," close=")">#{no}</foreach>
        AND (subject = 'REFUND' OR status = 'FAILED')
      </script>
      """)
  List<String> takenBack(
      @Param("runNo") String runNo,
      @Param("turn") int turn,
      @Param("attemptNos") Collection<String> attemptNos);

  @Delete(
      """
      DELETE FROM reconcile_bill_row WHERE run_no = #{runNo} AND turn <= #{lastTurn}
      LIMIT #{limit}
      """)
  int delete(
      @Param("runNo") String runNo, @Param("lastTurn") int lastTurn, @Param("limit") int limit);

  @Insert(
      """
      <script>
      INSERT INTO reconcile_cut_off (channel, channel_account_no, subject, entry_no, bill_day)
      VALUES
      <foreach collection="entryNos" item="no" separator=",">
        (#{channel}, #{account}, #{subject}, #{no}, #{day})
      </foreach>
      ON DUPLICATE KEY UPDATE bill_day = VALUES(bill_day)
      </script>
      """)
  int addCutOffs(
      @Param("channel") String channel,
      @Param("account") String account,
      @Param("subject") Kind subject,
      @Param("day") LocalDate day,
      @Param("entryNos") Collection<String> entryNos);

  /** Which of these stand in the bill of a day other than that of our books. */
  @Select(
      """
      <script>
      SELECT DISTINCT entry_no FROM reconcile_cut_off
      WHERE channel = #{channel} AND channel_account_no = #{account} AND subject = #{subject}
        AND entry_no IN
      <foreach collection="entryNos" item="no" open="(" separator="," close=")">#{no}</foreach>
      </script>
      """)
  List<String> cutOffs(
      @Param("channel") String channel,
      @Param("account") String account,
      @Param("subject") Kind subject,
      @Param("entryNos") Collection<String> entryNos);

  @Delete(
      """
      DELETE FROM reconcile_cut_off
      WHERE channel = #{channel} AND channel_account_no = #{account} AND bill_day = #{day}
      LIMIT #{limit}
      """)
  int deleteCutOffs(
      @Param("channel") String channel,
      @Param("account") String account,
      @Param("day") LocalDate day,
      @Param("limit") int limit);
}
