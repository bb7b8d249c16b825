package com.zhaoli.pay.wechat.follower.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB assigns from left to right and reads what it assigned before: each statement here sets
 * the state after what depends on it, and the state's time last. A time of the state that lies
 * {@code ahead} is none: such a row is first taken back to the beginning, before all that is known.
 */
@Mapper
@CrossTenant("Followers belong to an official account.")
interface FollowerMapper extends BaseMapper<FollowerDO> {

  /**
   * Who came or left. What is older than the known state changes nothing but the last act. WeChat
   * counts in seconds: of both within one, WeChat is asked later how it ended.
   */
  @Insert(
      """
      INSERT INTO wechat_follower (app_id, openid, state, state_at, followed_at, qr_scene, remark,
             blocked, first_seen_at, last_act_at, ask_at)
      VALUES (#{row.appId}, #{row.openid}, #{row.state}, #{row.stateAt}, #{row.followedAt},
             #{row.qrScene}, '', 0, #{row.firstSeenAt}, #{row.stateAt}, #{row.askAt})
      ON DUPLICATE KEY UPDATE
        state_at = IF(state_at > #{ahead}, '1970-01-01', state_at),
        last_act_at = IF(last_act_at > #{ahead}, NULL, last_act_at),
        followed_at = IF(VALUES(state_at) >= state_at, COALESCE(VALUES(followed_at), followed_at),
                         followed_at),
        qr_scene = IF(VALUES(state_at) >= state_at AND VALUES(state) = 'FOLLOWING',
                      VALUES(qr_scene), qr_scene),
        ask_at = CASE WHEN VALUES(state_at) < state_at THEN ask_at
                      WHEN VALUES(state_at) = state_at AND VALUES(state) <> state THEN #{tieAskAt}
                      ELSE COALESCE(VALUES(ask_at), ask_at) END,
        last_act_at = GREATEST(COALESCE(last_act_at, VALUES(last_act_at)), VALUES(last_act_at)),
        state = IF(VALUES(state_at) >= state_at, VALUES(state), state),
        state_at = GREATEST(state_at, VALUES(state_at))
      """)
  int moved(
      @Param("row") FollowerDO row,
      @Param("tieAskAt") Instant tieAskAt,
      @Param("ahead") Instant ahead);

  /** Who acted, and so follows unless something later is known. */
  @Insert(
      """
      <script>
      INSERT INTO wechat_follower (app_id, openid, state, state_at, remark, blocked, first_seen_at,
             last_act_at, ask_at)
      VALUES
      <foreach collection="rows" item="row" separator=",">
        (#{row.appId}, #{row.openid}, 'FOLLOWING', #{row.stateAt}, '', 0, #{row.firstSeenAt},
         #{row.stateAt}, #{row.firstSeenAt})
      </foreach>
      ON DUPLICATE KEY UPDATE
        state_at = IF(state_at &gt; #{ahead}, '1970-01-01', state_at),
        last_act_at = IF(last_act_at &gt; #{ahead}, NULL, last_act_at),
        ask_at = IF(state = 'GONE' AND VALUES(state_at) &gt; state_at, VALUES(ask_at), ask_at),
        last_act_at = GREATEST(COALESCE(last_act_at, VALUES(last_act_at)), VALUES(last_act_at)),
        state = IF(VALUES(state_at) &gt; state_at, 'FOLLOWING', state),
        state_at = GREATEST(state_at, VALUES(state_at))
      </script>
      """)
  int acted(@Param("rows") List<FollowerDO> rows, @Param("ahead") Instant ahead);

  /**
   * What WeChat told of those who follow. Of somebody who left after the beginning that WeChat
   * told, the state stays; a remark that was changed since WeChat was asked stays.
   */
  @Insert(
      """
      <script>
      INSERT INTO wechat_follower (app_id, openid, unionid, state, state_at, followed_at, scene,
             qr_scene, remark, blocked, first_seen_at, told_at, seen_run)
      VALUES
      <foreach collection="rows" item="row" separator=",">
        (#{row.appId}, #{row.openid}, #{row.unionid}, 'FOLLOWING', #{row.stateAt},
         #{row.followedAt}, #{row.scene}, #{row.qrScene}, #{row.remark}, 0, #{row.firstSeenAt},
         #{row.toldAt}, #{row.seenRun})
      </foreach>
      ON DUPLICATE KEY UPDATE
        state_at = IF(state_at &gt; #{ahead}, '1970-01-01', state_at),
        last_act_at = IF(last_act_at &gt; #{ahead}, NULL, last_act_at),
        unionid = VALUES(unionid),
        followed_at = IF(VALUES(state_at) &gt;= state_at OR state = 'FOLLOWING',
                         VALUES(followed_at), followed_at),
        scene = VALUES(scene),
        qr_scene = COALESCE(VALUES(qr_scene), qr_scene),
        remark = IF(edited_at IS NULL OR edited_at &lt; VALUES(told_at), VALUES(remark), remark),
        told_at = VALUES(told_at),
        seen_run = COALESCE(VALUES(seen_run), seen_run),
        state = IF(VALUES(state_at) &gt;= state_at, 'FOLLOWING', state),
        state_at = GREATEST(state_at, VALUES(state_at))
      </script>
      """)
  int told(@Param("rows") List<FollowerDO> rows, @Param("ahead") Instant ahead);

  /** Those on the block list who never followed as far as we know; no effect on those known. */
  @Insert(
      """
      <script>
      INSERT INTO wechat_follower (app_id, openid, state, state_at, remark, blocked, first_seen_at,
             told_at)
      VALUES
      <foreach collection="openids" item="openid" separator=",">
        (#{appId}, #{openid}, 'GONE', #{stateAt}, '', 0, #{at}, #{at})
      </foreach>
      ON DUPLICATE KEY UPDATE told_at = VALUES(told_at)
      </script>
      """)
  int insertGone(
      @Param("appId") String appId,
      @Param("openids") List<String> openids,
      @Param("stateAt") Instant stateAt,
      @Param("at") Instant at);

  /** Those who do not follow, unless something later is known. */
  @Update(
      """
      <script>
      UPDATE wechat_follower SET state = 'GONE', state_at = #{stateAt}, told_at = #{at}
       WHERE app_id = #{appId} AND state = 'FOLLOWING'
         AND (state_at &lt;= #{stateAt} OR state_at &gt; #{ahead}) AND openid IN
      <foreach collection="openids" item="openid" open="(" separator="," close=")">
        #{openid}
      </foreach>
      </script>
      """)
  int gone(
      @Param("appId") String appId,
      @Param("openids") List<String> openids,
      @Param("stateAt") Instant stateAt,
      @Param("at") Instant at,
      @Param("ahead") Instant ahead);

  /** Those who are gone since a time that lies ahead. */
  @Select(
      """
      SELECT id FROM wechat_follower
       WHERE app_id = #{appId} AND state = 'GONE' AND state_at > #{ahead} LIMIT #{limit}
      """)
  List<Long> goneAhead(
      @Param("appId") String appId, @Param("ahead") Instant ahead, @Param("limit") int limit);

  @Update(
      """
      <script>
      UPDATE wechat_follower SET state_at = #{stateAt}
       WHERE state = 'GONE' AND state_at &gt; #{ahead} AND id IN
      <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
      </script>
      """)
  int goneSince(
      @Param("ids") List<Long> ids,
      @Param("stateAt") Instant stateAt,
      @Param("ahead") Instant ahead);

  @Update(
      """
      <script>
      UPDATE wechat_follower SET blocked = 1, blocked_run = #{runNo}
       WHERE app_id = #{appId} AND (edited_at IS NULL OR edited_at &lt; #{askedAt}) AND openid IN
      <foreach collection="openids" item="openid" open="(" separator="," close=")">
        #{openid}
      </foreach>
      </script>
      """)
  int blocked(
      @Param("appId") String appId,
      @Param("openids") List<String> openids,
      @Param("runNo") String runNo,
      @Param("askedAt") Instant askedAt);

  @Update(
      """
      UPDATE wechat_follower SET blocked = 0
       WHERE app_id = #{appId} AND blocked = 1 AND (blocked_run IS NULL OR blocked_run <> #{runNo})
         AND (edited_at IS NULL OR edited_at < #{startedAt})
       LIMIT #{limit}
      """)
  int unblockOthers(
      @Param("appId") String appId,
      @Param("runNo") String runNo,
      @Param("startedAt") Instant startedAt,
      @Param("limit") int limit);

  @Update(
      """
      <script>
      UPDATE wechat_follower SET edited_at = #{at}
        <if test="blocked != null">, blocked = #{blocked}</if>
       WHERE app_id = #{appId} AND openid IN
      <foreach collection="openids" item="openid" open="(" separator="," close=")">
        #{openid}
      </foreach>
      </script>
      """)
  int edited(
      @Param("appId") String appId,
      @Param("openids") List<String> openids,
      @Param("blocked") @Nullable Boolean blocked,
      @Param("at") Instant at);

  /** Claims the remark for a change; 0 when it is another one now, or claimed. */
  @Update(
      """
      UPDATE wechat_follower SET remark_change = #{changeNo}
       WHERE app_id = #{appId} AND openid = #{openid} AND remark = #{expected}
         AND remark_change IS NULL
      """)
  int claimRemark(
      @Param("appId") String appId,
      @Param("openid") String openid,
      @Param("expected") String expected,
      @Param("changeNo") String changeNo);

  @Update(
      """
      UPDATE wechat_follower SET remark = #{remark}, remark_change = NULL, edited_at = #{at}
       WHERE app_id = #{appId} AND openid = #{openid} AND remark_change = #{changeNo}
      """)
  int setRemark(
      @Param("appId") String appId,
      @Param("openid") String openid,
      @Param("remark") String remark,
      @Param("changeNo") String changeNo,
      @Param("at") Instant at);

  @Update(
      """
      UPDATE wechat_follower SET remark_change = NULL
       WHERE app_id = #{appId} AND openid = #{openid} AND remark_change = #{changeNo}
      """)
  int releaseRemark(
      @Param("appId") String appId,
      @Param("openid") String openid,
      @Param("changeNo") String changeNo);

  @Select(
      """
      <script>
      SELECT id, openid, state, edited_at FROM wechat_follower
       WHERE app_id = #{appId} AND openid IN
      <foreach collection="openids" item="openid" open="(" separator="," close=")">
        #{openid}
      </foreach>
      </script>
      """)
  List<FollowerDO> known(@Param("appId") String appId, @Param("openids") List<String> openids);

  @Select(
      """
      SELECT id, openid, state_at, seen_run FROM wechat_follower
       WHERE app_id = #{appId} AND state = 'FOLLOWING' AND id > #{after} ORDER BY id LIMIT #{limit}
      """)
  List<FollowerDO> following(
      @Param("appId") String appId, @Param("after") long after, @Param("limit") int limit);

  /** Whom WeChat is to be asked about, of the account that has waited longest. */
  @Select(
      """
      SELECT app_id, openid, ask_at FROM wechat_follower
       WHERE ask_at <= #{now} ORDER BY ask_at LIMIT #{limit}
      """)
  List<FollowerDO> toAsk(@Param("now") Instant now, @Param("limit") int limit);

  /** Puts the question off; for the one who does so first, it is a lease. */
  @Update(
      """
      UPDATE wechat_follower SET ask_at = #{until}
       WHERE app_id = #{appId} AND openid = #{openid} AND ask_at = #{askAt}
      """)
  int putOff(
      @Param("appId") String appId,
      @Param("openid") String openid,
      @Param("askAt") Instant askAt,
      @Param("until") Instant until);

  /** The question is answered, unless it came up again meanwhile. */
  @Update(
      """
      <script>
      UPDATE wechat_follower SET ask_at = NULL
       WHERE app_id = #{appId} AND ask_at = #{leasedUntil} AND openid IN
      <foreach collection="openids" item="openid" open="(" separator="," close=")">
        #{openid}
      </foreach>
      </script>
      """)
  int answered(
      @Param("appId") String appId,
      @Param("openids") List<String> openids,
      @Param("leasedUntil") Instant leasedUntil);

  @Select(
      """
      <script>
      SELECT * FROM wechat_follower
       WHERE app_id = #{appId} AND id &lt; #{before}
       <if test="state != null">AND state = #{state}</if>
       <if test="blocked">AND blocked = 1</if>
       ORDER BY id DESC LIMIT #{limit}
      </script>
      """)
  List<FollowerDO> page(
      @Param("appId") String appId,
      @Param("state") @Nullable String state,
      @Param("blocked") boolean blocked,
      @Param("before") long before,
      @Param("limit") int limit);

  @Select(
      """
      SELECT f.* FROM wechat_follower_tag t JOIN wechat_follower f ON f.id = t.follower_id
       WHERE t.app_id = #{appId} AND t.tag_id = #{tagId} AND t.follower_id < #{before}
       ORDER BY t.follower_id DESC LIMIT #{limit}
      """)
  List<FollowerDO> pageOfTag(
      @Param("appId") String appId,
      @Param("tagId") int tagId,
      @Param("before") long before,
      @Param("limit") int limit);

  @Select(
      """
      <script>
      SELECT * FROM wechat_follower
       WHERE app_id = #{appId} AND id &lt; #{before} AND openid IN
      <foreach collection="openids" item="openid" open="(" separator="," close=")">
        #{openid}
      </foreach>
       ORDER BY id DESC LIMIT #{limit}
      </script>
      """)
  List<FollowerDO> pageOf(
      @Param("appId") String appId,
      @Param("openids") List<String> openids,
      @Param("before") long before,
      @Param("limit") int limit);
}
