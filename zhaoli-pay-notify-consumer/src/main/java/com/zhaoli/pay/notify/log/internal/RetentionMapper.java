package com.zhaoli.pay.notify.log.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import com.zhaoli.pay.notify.target.TargetKind;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * Removes old rows by their numbers, which sort by time; how many of at most so many. Where some of
 * what is old stays, it is gone through in portions, each of which begins where the one before
 * ended: else each would read again all that stays.
 */
@Mapper
@CrossTenant("What is old goes, whosever it was.")
public interface RetentionMapper extends PortionMapper {

  @Delete("DELETE FROM delivery_attempt WHERE attempt_no < #{before} LIMIT #{limit}")
  int attempts(@Param("before") String before, @Param("limit") int limit);

  @Delete("DELETE FROM event_message WHERE event_id < #{before} LIMIT #{limit}")
  int events(@Param("before") String before, @Param("limit") int limit);

  /**
   * Those of a portion that still wait for a try, locked: nobody begins one before the caller's
   * transaction ends. What somebody works on is left to them.
   */
  @Select(
      """
      SELECT notification_no, target_kind, tail IS NOT NULL AS in_tail FROM notification
      WHERE notification_no > #{after} AND notification_no <= #{upTo}
        AND (status IN ('PENDING', 'RETRYING', 'LONG_TAIL')
          OR (status = 'DELIVERING' AND COALESCE(lease_until <= UTC_TIMESTAMP(3), TRUE)))
      FOR UPDATE
      """)
  List<Waiting> waiting(@Param("after") String after, @Param("upTo") String upTo);

  /**
   * A delivery of {@link #waiting}.
   *
   * @param inTail whether it is in the long tail, and so has its dead letter
   */
  record Waiting(String notificationNo, TargetKind targetKind, boolean inTail) {}

  @Delete(
      """
      <script>/*client prepare*/
      DELETE FROM notification WHERE notification_no IN
        <foreach collection="numbers" item="n" open="(" separator="," close=")">#{n}</foreach>
      </script>
      """)
  int remove(@Param("numbers") List<String> numbers);

  /** Those of a portion to which nothing more happens by itself. */
  @Delete(
      """
      DELETE FROM notification WHERE notification_no > #{after} AND notification_no <= #{upTo}
        AND status IN ('DELIVERED', 'SKIPPED', 'GONE', 'DEAD', 'HELD')
      """)
  int notifications(@Param("after") String after, @Param("upTo") String upTo);

  /** The last number of the next portion of these dead letters; null when there is none left. */
  @Select(
      """
      SELECT MAX(dead_letter_no) FROM (
        SELECT dead_letter_no FROM dead_letter
        WHERE status = #{status} AND dead_letter_no > #{after} AND dead_letter_no < #{before}
        ORDER BY dead_letter_no LIMIT #{limit}) AS oldest
      """)
  @Nullable String portionOfLetters(
      @Param("status") String status,
      @Param("after") String after,
      @Param("before") String before,
      @Param("limit") int limit);

  /** Those of a portion that nobody has changed since. */
  @Delete(
      """
      DELETE FROM dead_letter WHERE status = #{status} AND dead_letter_no > #{after}
        AND dead_letter_no <= #{upTo} AND updated_at < #{before}
      """)
  int deadLetters(
      @Param("status") String status,
      @Param("after") String after,
      @Param("upTo") String upTo,
      @Param("before") LocalDateTime before);

  /**
   * Open ones of a portion whose delivery the log has forgotten, and that nobody has changed since.
   * Not those of targets that were never known by name: their event may have reached nobody.
   */
  @Select(
      """
      SELECT d.dead_letter_no FROM dead_letter d
      WHERE d.status = 'OPEN' AND d.dead_letter_no > #{after} AND d.dead_letter_no <= #{upTo}
        AND d.target_kind = 'WEBHOOK' AND d.target <> 'endpoint' AND d.payment_no IS NOT NULL
        AND d.updated_at < #{before}
        AND NOT EXISTS (SELECT 1 FROM notification n
          WHERE n.payment_no = d.payment_no AND n.event_id = d.event_id AND n.target = d.target
            AND n.delivery_seq >= d.delivery_seq)
      """)
  List<String> forgotten(
      @Param("after") String after,
      @Param("upTo") String upTo,
      @Param("before") LocalDateTime before);

  /** Keeps the time of the last change, from which it is kept: nobody has decided anything. */
  @Update(
      """
      <script>/*client prepare*/
      UPDATE dead_letter SET status = 'DISCARDED', note = #{note}, changed_by = NULL
      WHERE status = 'OPEN' AND updated_at &lt; #{before} AND dead_letter_no IN
        <foreach collection="numbers" item="n" open="(" separator="," close=")">#{n}</foreach>
      </script>
      """)
  int close(
      @Param("numbers") List<String> numbers,
      @Param("before") LocalDateTime before,
      @Param("note") String note);

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
