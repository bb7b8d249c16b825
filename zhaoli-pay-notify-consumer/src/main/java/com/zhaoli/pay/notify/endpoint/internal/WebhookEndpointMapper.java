package com.zhaoli.pay.notify.endpoint.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import com.zhaoli.pay.notify.endpoint.EndpointStatus;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Rows of {@code webhook_endpoint}. */
@Mapper
public interface WebhookEndpointMapper extends BaseMapper<WebhookEndpointDO> {

  @Select("SELECT * FROM webhook_endpoint WHERE default_of = #{merchantNo}")
  @Nullable WebhookEndpointDO defaultOf(@Param("merchantNo") String merchantNo);

  @Select(
      """
      SELECT * FROM webhook_endpoint WHERE merchant_no = #{merchantNo} ORDER BY endpoint_no
      """)
  List<WebhookEndpointDO> ofMerchant(@Param("merchantNo") String merchantNo);

  /** Locks the row of the default endpoint, and no other. */
  @Select("SELECT endpoint_no FROM webhook_endpoint WHERE default_of = #{merchantNo} FOR UPDATE")
  @Nullable String lockDefaultOf(@Param("merchantNo") String merchantNo);

  @Select("SELECT COUNT(*) FROM webhook_endpoint WHERE merchant_no = #{merchantNo}")
  int count(@Param("merchantNo") String merchantNo);

  @Select(
      """
      SELECT * FROM webhook_endpoint
      WHERE merchant_no = #{merchantNo} AND endpoint_no = #{endpointNo}
      """)
  @Nullable WebhookEndpointDO one(
      @Param("merchantNo") String merchantNo, @Param("endpointNo") String endpointNo);

  /** Null leaves as it is; ACTIVE resumes, and has what was kept released. */
  @Update(
      """
      <script>
      UPDATE webhook_endpoint
      <set>
        updated_at = #{now},
        <if test="url != null">url = #{url},</if>
        <if test="description != null">description = NULLIF(#{description}, ''),</if>
        <if test="eventTypes != null">event_types = NULLIF(#{eventTypes}, ''),</if>
        <if test="maxPerSecond != null">max_per_second = NULLIF(#{maxPerSecond}, 0),</if>
        <if test="status != null">
          release_at = IF(#{status} = 'ACTIVE' AND status != 'ACTIVE', #{now}, release_at),
          failing_since = IF(#{status} = 'ACTIVE' AND status != 'ACTIVE', NULL, failing_since),
          failures = IF(#{status} = 'ACTIVE' AND status != 'ACTIVE', 0, failures),
          pause_reason = IF(#{status} = 'PAUSED', COALESCE(pause_reason, #{pauseReason}), NULL),
          paused_at = IF(#{status} = 'PAUSED', COALESCE(paused_at, #{now}), NULL),
          tell_at = IF(#{status} = 'PAUSED', tell_at, NULL),
          status = #{status},
        </if>
      </set>
      WHERE merchant_no = #{merchantNo} AND endpoint_no = #{endpointNo}
      </script>
      """)
  int change(
      @Param("merchantNo") String merchantNo,
      @Param("endpointNo") String endpointNo,
      @Param("url") @Nullable String url,
      @Param("description") @Nullable String description,
      @Param("eventTypes") @Nullable String eventTypes,
      @Param("maxPerSecond") @Nullable Integer maxPerSecond,
      @Param("status") @Nullable EndpointStatus status,
      @Param("pauseReason") String pauseReason,
      @Param("now") LocalDateTime now);

  /** 0 when the secret is another one than was read. */
  @Update(
      """
      UPDATE webhook_endpoint
      SET previous_secret = secret, previous_until = #{previousUntil}, secret = #{secret},
        updated_at = #{now}
      WHERE merchant_no = #{merchantNo} AND endpoint_no = #{endpointNo} AND secret = #{read}
      """)
  int rotate(
      @Param("merchantNo") String merchantNo,
      @Param("endpointNo") String endpointNo,
      @Param("read") String read,
      @Param("secret") String secret,
      @Param("previousUntil") LocalDateTime previousUntil,
      @Param("now") LocalDateTime now);

  /** As it is stored, encrypted. */
  @Select(
      """
      SELECT secret FROM webhook_endpoint
      WHERE merchant_no = #{merchantNo} AND endpoint_no = #{endpointNo}
      """)
  @Nullable String storedSecret(
      @Param("merchantNo") String merchantNo, @Param("endpointNo") String endpointNo);

  @Delete(
      """
      DELETE FROM webhook_endpoint
      WHERE merchant_no = #{merchantNo} AND endpoint_no = #{endpointNo} AND default_of IS NULL
      """)
  int delete(@Param("merchantNo") String merchantNo, @Param("endpointNo") String endpointNo);

  @CrossTenant("The platform's own record of how an endpoint answers.")
  @Update(
      """
      UPDATE webhook_endpoint
      SET failing_since = COALESCE(failing_since, #{first}), failures = failures + #{failures}
      WHERE endpoint_no = #{endpointNo}
      """)
  int failed(
      @Param("endpointNo") String endpointNo,
      @Param("first") LocalDateTime first,
      @Param("failures") int failures);

  @CrossTenant("The platform's own record of how an endpoint answers.")
  @Update(
      """
      UPDATE webhook_endpoint SET failing_since = NULL, failures = 0
      WHERE endpoint_no = #{endpointNo} AND failing_since IS NOT NULL
      """)
  int succeeded(@Param("endpointNo") String endpointNo);

  @CrossTenant("Endpoints of all merchants are paused when they fail for long.")
  @Update(
      """
      UPDATE webhook_endpoint
      SET status = 'PAUSED', paused_at = #{now}, pause_reason = #{reason}, tell_at = #{now}
      WHERE failing_since <= #{since} AND failures >= #{failures} AND status = 'ACTIVE'
      """)
  int pauseThoseFailingSince(
      @Param("since") LocalDateTime since,
      @Param("failures") int failures,
      @Param("reason") String reason,
      @Param("now") LocalDateTime now);

  @CrossTenant("An endpoint that answered that it wants no more.")
  @Update(
      """
      UPDATE webhook_endpoint
      SET status = 'PAUSED', paused_at = #{now}, pause_reason = #{reason}, tell_at = #{now}
      WHERE endpoint_no = #{endpointNo} AND status = 'ACTIVE'
      """)
  int pause(
      @Param("endpointNo") String endpointNo,
      @Param("reason") String reason,
      @Param("now") LocalDateTime now);

  /** Locks endpoints whose merchants are to be told; what others have locked is passed over. */
  @CrossTenant("Merchants are told that their endpoints were paused.")
  @Select(
      """
      SELECT * FROM webhook_endpoint WHERE tell_at <= #{now}
      ORDER BY tell_at LIMIT #{limit} FOR UPDATE SKIP LOCKED
      """)
  List<WebhookEndpointDO> lockUntold(@Param("limit") int limit, @Param("now") LocalDateTime now);

  /** When to try to tell next; null: it is done. */
  @CrossTenant("Merchants are told that their endpoints were paused.")
  @Update(
      """
      UPDATE webhook_endpoint SET tell_at = #{next}
      WHERE endpoint_no = #{endpointNo} AND paused_at = #{pausedAt} AND tell_at IS NOT NULL
      """)
  int tellAt(
      @Param("endpointNo") String endpointNo,
      @Param("pausedAt") LocalDateTime pausedAt,
      @Param("next") @Nullable LocalDateTime next);

  /** Locks endpoints that were resumed; what others have locked is passed over. */
  @CrossTenant("What was kept is released for all merchants.")
  @Select(
      """
      SELECT endpoint_no FROM webhook_endpoint WHERE release_at <= #{now}
      ORDER BY release_at LIMIT #{limit} FOR UPDATE SKIP LOCKED
      """)
  List<String> lockReleases(@Param("limit") int limit, @Param("now") LocalDateTime now);

  /**
   * The next endpoints that get their events, and whether something is kept for them all the same:
   * of each the last entry in the index, where what is kept would be.
   */
  @CrossTenant("What was kept is released for all merchants.")
  @Select(
      """
      SELECT e.endpoint_no, COALESCE((
        SELECT n.due_at FROM notification n
        WHERE n.target_kind = 'WEBHOOK' AND n.target = e.endpoint_no
        ORDER BY n.due_at DESC LIMIT 1) >= '9999-01-01', FALSE) AS has_held
      FROM webhook_endpoint e
      WHERE e.endpoint_no > #{after} AND e.status = 'ACTIVE' AND e.release_at IS NULL
      ORDER BY e.endpoint_no LIMIT #{limit}
      """)
  List<LookedAt> activeAfter(@Param("after") String after, @Param("limit") int limit);

  /** The next targets that have a lane, and whether they are endpoints that are there no more. */
  @CrossTenant("What waits for deleted endpoints ends for all merchants.")
  @Select(
      """
      SELECT l.target, e.endpoint_no IS NULL AND LEFT(l.target, 4) = 'whe_' AS is_gone
      FROM delivery_lane l LEFT JOIN webhook_endpoint e ON e.endpoint_no = l.target
      WHERE l.target_kind = 'WEBHOOK' AND l.target > #{after}
      ORDER BY l.target LIMIT #{limit}
      """)
  List<LaneTarget> targetsAfter(@Param("after") String after, @Param("limit") int limit);

  /** Has what is kept released; 0 when it was paused, or somebody else releases it. */
  @CrossTenant("What was kept is released for all merchants.")
  @Update(
      """
      UPDATE webhook_endpoint SET release_at = #{now}
      WHERE endpoint_no = #{endpointNo} AND status = 'ACTIVE' AND release_at IS NULL
      """)
  int releaseNow(@Param("endpointNo") String endpointNo, @Param("now") LocalDateTime now);

  @CrossTenant("What was kept is released for all merchants.")
  @Update("UPDATE webhook_endpoint SET release_at = #{next} WHERE endpoint_no = #{endpointNo}")
  int releaseAt(
      @Param("endpointNo") String endpointNo, @Param("next") @Nullable LocalDateTime next);

  /** Nothing is left to release of an endpoint that was resumed long enough ago. */
  @CrossTenant("What was kept is released for all merchants.")
  @Update(
      """
      UPDATE webhook_endpoint SET release_at = NULL
      WHERE endpoint_no = #{endpointNo} AND updated_at <= #{resumedBefore}
      """)
  int released(
      @Param("endpointNo") String endpointNo, @Param("resumedBefore") LocalDateTime resumedBefore);
}
