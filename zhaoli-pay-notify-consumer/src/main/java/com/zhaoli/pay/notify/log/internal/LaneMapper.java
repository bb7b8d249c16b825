package com.zhaoli.pay.notify.log.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import com.zhaoli.pay.notify.target.TargetKind;
import java.util.List;
import java.util.SortedMap;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Rows of {@code delivery_lane}, by the database's clock. */
@Mapper
@CrossTenant("A lane says when something is due for a target, and nothing else.")
public interface LaneMapper {

  /**
   * Something is due there then, if not earlier. After the rows, in the same transaction.
   *
   * @param delays in how many microseconds, by target; sorted, so that no two calls wait for each
   *     other
   */
  @Insert(
      """
      <script>
      INSERT INTO delivery_lane (target_kind, target, next_due_at) VALUES
      <foreach collection="delays" index="t" item="micros" separator=",">
        (#{kind}, #{t}, TIMESTAMPADD(MICROSECOND, #{micros}, UTC_TIMESTAMP(3)))
      </foreach>
      ON DUPLICATE KEY UPDATE
        next_due_at = LEAST(COALESCE(next_due_at, VALUES(next_due_at)), VALUES(next_due_at))
      </script>
      """)
  int dueIn(@Param("kind") TargetKind kind, @Param("delays") SortedMap<String, Long> delays);

  /** Locks the lanes where something is due, the longest due first, without waiting for others. */
  @Select(
      """
      SELECT target FROM delivery_lane
      WHERE target_kind = #{kind} AND next_due_at <= UTC_TIMESTAMP(3)
      ORDER BY next_due_at LIMIT #{limit}
      FOR UPDATE SKIP LOCKED
      """)
  List<String> lockDue(@Param("kind") TargetKind kind, @Param("limit") int limit);

  /**
   * When something is due there next, by its rows; what is due already is due from now on, so that
   * lanes which waited longer come before it.
   */
  @Update(
      """
      UPDATE delivery_lane SET next_due_at = (
        SELECT GREATEST(MIN(n.due_at), UTC_TIMESTAMP(3)) FROM notification n
        WHERE n.target_kind = #{kind} AND n.target = #{target} AND n.due_at > '2000-01-01')
      WHERE target_kind = #{kind} AND target = #{target}
      """)
  int dueByRows(@Param("kind") TargetKind kind, @Param("target") String target);

  /**
   * Makes up for lanes that do not know of what is due: instances of a version before this one
   * write none.
   */
  @Insert(
      """
      INSERT INTO delivery_lane (target_kind, target, next_due_at)
      SELECT target_kind, target, MIN(due_at) FROM notification
      WHERE target_kind = #{kind} AND due_at <= UTC_TIMESTAMP(3) - INTERVAL 10 SECOND
      GROUP BY target_kind, target
      ON DUPLICATE KEY UPDATE
        next_due_at = LEAST(COALESCE(next_due_at, VALUES(next_due_at)), VALUES(next_due_at))
      """)
  int repair(@Param("kind") TargetKind kind);

  /** The target has no room: nobody looks there before that time. */
  @Update(
      """
      UPDATE delivery_lane
      SET next_due_at = TIMESTAMPADD(MICROSECOND, #{delayMicros}, UTC_TIMESTAMP(3))
      WHERE target_kind = #{kind} AND target = #{target}
      """)
  int putOff(
      @Param("kind") TargetKind kind,
      @Param("target") String target,
      @Param("delayMicros") long delayMicros);

  /**
   * Removes lanes of targets that are there no more. Not where something is still under way or
   * waits, and not those that somebody is to look at soon.
   */
  @Delete(
      """
      <script>
      DELETE FROM delivery_lane
      WHERE target_kind = #{kind} AND target IN
        <foreach collection="targets" item="t" open="(" separator="," close=")">#{t}</foreach>
        AND COALESCE(next_due_at &gt; UTC_TIMESTAMP(3) + INTERVAL 5 MINUTE, TRUE)
        AND NOT EXISTS (
          SELECT 1 FROM notification n
          WHERE n.target_kind = delivery_lane.target_kind AND n.target = delivery_lane.target
            AND n.due_at &gt; '2000-01-01')
      </script>
      """)
  int forget(@Param("kind") TargetKind kind, @Param("targets") List<String> targets);

  /** The last target of the next portion of lanes where nothing is due; null when there is none. */
  @Select(
      """
      SELECT MAX(target) FROM (
        SELECT target FROM delivery_lane
        WHERE target_kind = #{kind} AND target > #{after} AND next_due_at IS NULL
        ORDER BY target LIMIT #{limit}) AS idle
      """)
  @Nullable String portionOfIdle(
      @Param("kind") TargetKind kind, @Param("after") String after, @Param("limit") int limit);

  /** Targets of a portion of which the log has nothing any more. */
  @Select(
      """
      SELECT l.target FROM delivery_lane l
      WHERE l.target_kind = #{kind} AND l.target > #{after} AND l.target <= #{upTo}
        AND l.next_due_at IS NULL
        AND NOT EXISTS (
          SELECT 1 FROM notification n WHERE n.target_kind = l.target_kind AND n.target = l.target)
      ORDER BY l.target
      """)
  List<String> forgotten(
      @Param("kind") TargetKind kind, @Param("after") String after, @Param("upTo") String upTo);

  /**
   * Locks a lane where nothing is due; null when something is, or another has it. One at a time and
   * by its whole key: a statement for many goes through the lanes of others as well, and waits
   * there for who may wait for one of these.
   */
  @Select(
      """
      SELECT target FROM delivery_lane
      WHERE target_kind = #{kind} AND target = #{target} AND next_due_at IS NULL
      FOR UPDATE SKIP LOCKED
      """)
  @Nullable String lockIdle(@Param("kind") TargetKind kind, @Param("target") String target);

  /**
   * Removes a lane that {@link #lockIdle} has locked. Where something is stored for it meanwhile,
   * {@link #dueIn} waits for the end of the transaction and makes the lane anew.
   */
  @Delete("DELETE FROM delivery_lane WHERE target_kind = #{kind} AND target = #{target}")
  int remove(@Param("kind") TargetKind kind, @Param("target") String target);

  /** For how long something has been due there that nobody looked for, in milliseconds, if any. */
  @Select(
      """
      SELECT TIMESTAMPDIFF(MICROSECOND, next_due_at, UTC_TIMESTAMP(3)) DIV 1000
      FROM delivery_lane
      WHERE target_kind = #{kind} AND next_due_at <= UTC_TIMESTAMP(3)
      ORDER BY next_due_at LIMIT 1
      """)
  @Nullable Long overdueMillis(@Param("kind") TargetKind kind);
}
