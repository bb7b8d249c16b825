package com.zhaoli.pay.notify.log.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.LocalDateTime;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** Removes old rows by their numbers, which sort by time; how many of at most so many. */
@Mapper
@CrossTenant("What is old goes, whosever it was.")
public interface RetentionMapper {

  @Delete("DELETE FROM delivery_attempt WHERE attempt_no < #{before} LIMIT #{limit}")
  int attempts(@Param("before") String before, @Param("limit") int limit);

  @Delete(
      """
      DELETE FROM notification WHERE notification_no < #{before}
        AND status IN ('DELIVERED', 'SKIPPED', 'GONE', 'DEAD', 'HELD')
      LIMIT #{limit}
      """)
  int notifications(@Param("before") String before, @Param("limit") int limit);

  @Delete("DELETE FROM event_message WHERE event_id < #{before} LIMIT #{limit}")
  int events(@Param("before") String before, @Param("limit") int limit);

  /** Those that are over. */
  @Delete(
      """
      DELETE FROM dead_letter WHERE status = #{status} AND dead_letter_no < #{beforeNo}
        AND updated_at < #{before}
      LIMIT #{limit}
      """)
  int deadLetters(
      @Param("status") String status,
      @Param("beforeNo") String beforeNo,
      @Param("before") LocalDateTime before,
      @Param("limit") int limit);

  /** Those that are over. */
  @Delete(
      """
      DELETE FROM replay WHERE replay_no < #{beforeNo} AND updated_at < #{before}
        AND status IN ('DONE', 'CANCELLED')
      LIMIT #{limit}
      """)
  int replays(
      @Param("beforeNo") String beforeNo,
      @Param("before") LocalDateTime before,
      @Param("limit") int limit);
}
