package com.zhaoli.pay.notify.replay.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import com.zhaoli.pay.notify.replay.ReplayStatus;
import com.zhaoli.pay.notify.replay.internal.ReplayStore.Candidate;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Rows of {@code replay}, and what they read of {@code notification}. */
@Mapper
public interface ReplayMapper {

  @CrossTenant("The row carries its merchantNo.")
  @Insert(
      """
      INSERT INTO replay (replay_no, merchant_no, endpoint_no, since, until, only_failed,
        position_no, replayed, status, due_at, created_by, created_at, updated_at)
      VALUES (#{r.replayNo}, #{r.merchantNo}, #{r.endpointNo}, #{r.since}, #{r.until},
        #{r.onlyFailed}, #{r.positionNo}, #{r.replayed}, #{r.status}, #{now}, #{r.createdBy},
        #{r.createdAt}, #{now})
      """)
  int add(@Param("r") ReplayDO row, @Param("now") LocalDateTime now);

  @Select(
      """
      SELECT replay_no, merchant_no, endpoint_no, since, until, only_failed, position_no, replayed,
        status, created_by, created_at
      FROM replay WHERE merchant_no = #{merchantNo} AND replay_no = #{replayNo}
      """)
  @Nullable ReplayDO one(
      @Param("merchantNo") String merchantNo, @Param("replayNo") String replayNo);

  @Select("SELECT COUNT(*) FROM replay WHERE merchant_no = #{merchantNo} AND due_at IS NOT NULL")
  int running(@Param("merchantNo") String merchantNo);

  @Select(
      """
      SELECT replay_no, merchant_no, endpoint_no, since, until, only_failed, position_no, replayed,
        status, created_by, created_at
      FROM replay WHERE merchant_no = #{merchantNo} AND endpoint_no = #{endpointNo}
      ORDER BY replay_no DESC LIMIT #{limit}
      """)
  List<ReplayDO> newest(
      @Param("merchantNo") String merchantNo,
      @Param("endpointNo") String endpointNo,
      @Param("limit") int limit);

  @Update(
      """
      UPDATE replay SET status = 'CANCELLED', due_at = NULL, updated_at = UTC_TIMESTAMP(3)
      WHERE merchant_no = #{merchantNo} AND replay_no = #{replayNo} AND status = 'RUNNING'
      """)
  int cancel(@Param("merchantNo") String merchantNo, @Param("replayNo") String replayNo);

  @CrossTenant("Replays of all merchants are carried out.")
  @Select(
      """
      SELECT replay_no, merchant_no, endpoint_no, since, until, only_failed, position_no, replayed,
        status, created_by, created_at
      FROM replay WHERE due_at <= #{now} ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
      """)
  @Nullable ReplayDO lockDue(@Param("now") LocalDateTime now);

  @CrossTenant("Replays of all merchants are carried out.")
  @Update("UPDATE replay SET due_at = #{at} WHERE replay_no = #{replayNo} AND status = 'RUNNING'")
  int dueAt(@Param("replayNo") String replayNo, @Param("at") LocalDateTime at);

  @CrossTenant("The position names one stretch of one replay.")
  @Update(
      """
      UPDATE replay SET position_no = #{to}, replayed = replayed + #{found}, status = #{status},
        due_at = #{nextDue}, updated_at = UTC_TIMESTAMP(3)
      WHERE replay_no = #{replayNo} AND position_no = #{from} AND status = 'RUNNING'
      """)
  int advance(
      @Param("replayNo") String replayNo,
      @Param("from") String from,
      @Param("to") String to,
      @Param("found") int found,
      @Param("status") ReplayStatus status,
      @Param("nextDue") @Nullable LocalDateTime nextDue);

  @Select(
      """
      SELECT n.notification_no, n.target, n.delivery_seq, n.status AS own, (
        SELECT l.status FROM notification l
        WHERE l.payment_no = n.payment_no AND l.event_id = n.event_id AND l.target = n.target
        ORDER BY l.delivery_seq DESC LIMIT 1) AS newest
      FROM notification n
      WHERE n.merchant_no = #{merchantNo} AND n.notification_no > #{position}
        AND n.notification_no < #{end}
      ORDER BY n.notification_no LIMIT #{limit}
      """)
  List<Candidate> rowsAfter(
      @Param("merchantNo") String merchantNo,
      @Param("position") String position,
      @Param("end") String end,
      @Param("limit") int limit);
}
