package com.zhaoli.pay.wechat.message.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import com.zhaoli.pay.wechat.message.MessageSearch;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
@CrossTenant(
    "Messages go to followers of the official account; which merchant's is not known here.")
interface TemplateMessageMapper extends BaseMapper<TemplateMessageDO> {

  /** Those that are there already stay as they are. */
  @Insert(
      """
      <script>
      INSERT INTO template_message
             (message_no, app_id, scene, business_id, openid, fields_json, status, attempts,
              next_attempt_at, give_up_at, created_at, updated_at)
      VALUES
      <foreach collection="rows" item="row" separator=",">
        (#{row.messageNo}, #{row.appId}, #{row.scene}, #{row.businessId}, #{row.openid},
         #{row.fieldsJson}, #{row.status}, 0, #{row.nextAttemptAt}, #{row.giveUpAt},
         #{row.createdAt}, #{row.updatedAt})
      </foreach>
      ON DUPLICATE KEY UPDATE message_no = template_message.message_no
      </script>
      """)
  int insertNew(@Param("rows") List<TemplateMessageDO> rows);

  /**
   * Left to itself, the database may read all messages of a business id, which one business has for
   * each of many followers.
   */
  @Select(
      """
      <script>
      SELECT * FROM template_message FORCE INDEX (uk_template_message) WHERE
      <foreach collection="rows" item="row" separator=" OR ">
        (scene = #{row.scene} AND business_id = #{row.businessId} AND openid = #{row.openid})
      </foreach>
      </script>
      """)
  List<TemplateMessageDO> same(@Param("rows") List<TemplateMessageDO> rows);

  /**
   * Takes the message for one attempt. What may have reached WeChat before is taken again only
   * while client_msg_id still guards it.
   *
   * @param dueBy only when it is due by then; null for at any time
   */
  @Update(
      """
      <script>
      UPDATE template_message
         SET status = 'SENDING', attempts = attempts + 1, lease_until = #{until},
             next_attempt_at = #{until},
             first_sent_at = COALESCE(first_sent_at, #{now}), updated_at = #{now}
       WHERE message_no = #{messageNo}
         AND (status IN ('PENDING', 'NOT_SENT', 'MISCONFIGURED')
              OR (status = 'UNKNOWN' AND first_sent_at &gt; #{guardedFrom})
              OR (status = 'SENDING' AND lease_until &lt;= #{now}
                  AND first_sent_at &gt; #{guardedFrom}))
       <if test="dueBy != null">AND next_attempt_at &lt;= #{dueBy}</if>
      </script>
      """)
  int claim(
      @Param("messageNo") String messageNo,
      @Param("now") Instant now,
      @Param("until") Instant until,
      @Param("guardedFrom") Instant guardedFrom,
      @Param("dueBy") @Nullable Instant dueBy);

  /** Settles the attempt of this number; a later attempt has settled it otherwise. */
  @Update(
      """
      UPDATE template_message
         SET status = #{status}, lease_until = NULL, wechat_msg_id = #{wechatMsgId},
             error_code = #{errorCode}, problem = #{problem}, updated_at = #{now},
             next_attempt_at = #{nextAttemptAt},
             first_sent_at = CASE WHEN #{forgetsFirst} THEN NULL ELSE first_sent_at END
       WHERE message_no = #{messageNo} AND status = 'SENDING' AND attempts = #{attempt}
      """)
  int settle(
      @Param("messageNo") String messageNo,
      @Param("attempt") int attempt,
      @Param("status") String status,
      @Param("wechatMsgId") @Nullable String wechatMsgId,
      @Param("errorCode") @Nullable Integer errorCode,
      @Param("problem") @Nullable String problem,
      @Param("forgetsFirst") boolean forgetsFirst,
      @Param("nextAttemptAt") @Nullable Instant nextAttemptAt,
      @Param("now") Instant now);

  @Select(
      """
      SELECT * FROM template_message WHERE next_attempt_at <= #{now}
       ORDER BY next_attempt_at LIMIT #{limit}
      """)
  List<TemplateMessageDO> due(@Param("now") Instant now, @Param("limit") int limit);

  @Update(
      """
      UPDATE template_message SET next_attempt_at = #{until}
       WHERE message_no = #{messageNo} AND attempts = #{attempts}
         AND status IN ('PENDING', 'NOT_SENT', 'MISCONFIGURED', 'UNKNOWN', 'SENDING')
         AND (next_attempt_at IS NULL OR next_attempt_at < #{until})
      """)
  int postpone(
      @Param("messageNo") String messageNo,
      @Param("attempts") int attempts,
      @Param("until") Instant until);

  /** What perhaps reached WeChat and is guarded no longer is not tried again. */
  @Update(
      """
      UPDATE template_message
         SET status = 'UNKNOWN', lease_until = NULL, next_attempt_at = NULL,
             problem = COALESCE(problem, #{problem}), updated_at = #{now}
       WHERE message_no = #{messageNo} AND first_sent_at <= #{guardedFrom}
         AND ((status = 'UNKNOWN' AND next_attempt_at IS NOT NULL)
              OR (status = 'SENDING' AND lease_until <= #{now}))
      """)
  int abandon(
      @Param("messageNo") String messageNo,
      @Param("problem") String problem,
      @Param("guardedFrom") Instant guardedFrom,
      @Param("now") Instant now);

  /** An attempt that still runs ends without effect: it is not the last one any more. */
  @Update(
      """
      UPDATE template_message
         SET status = 'PENDING', client_msg_id = #{clientMsgId}, resends = resends + 1,
             first_sent_at = NULL, lease_until = NULL, wechat_msg_id = NULL, error_code = NULL,
             problem = NULL, delivery = NULL, next_attempt_at = #{now}, give_up_at = #{giveUpAt},
             updated_at = #{now}
       WHERE message_no = #{messageNo} AND attempts = #{attempts} AND resends = #{resends}
         AND (status IN ('UNDELIVERED', 'REFUSED', 'NOT_SENT', 'MISCONFIGURED')
              OR (status = 'UNKNOWN' AND next_attempt_at IS NULL))
      """)
  int resend(
      @Param("messageNo") String messageNo,
      @Param("attempts") int attempts,
      @Param("resends") int resends,
      @Param("clientMsgId") String clientMsgId,
      @Param("giveUpAt") Instant giveUpAt,
      @Param("now") Instant now);

  @Update(
      """
      UPDATE template_message SET next_attempt_at = #{at}
       WHERE app_id = #{appId} AND status = 'MISCONFIGURED' AND scene = #{scene}
         AND give_up_at > #{at} ORDER BY message_no DESC LIMIT #{limit}
      """)
  int wakeMisconfigured(
      @Param("appId") String appId,
      @Param("scene") String scene,
      @Param("at") Instant at,
      @Param("limit") int limit);

  /** Of the account and the follower of whom the report is: another's number may be the same. */
  @Select(
      """
      SELECT message_no FROM template_message
       WHERE openid = #{openid} AND wechat_msg_id = #{wechatMsgId} AND app_id IN (#{appId}, '')
      """)
  List<String> withWechatMsgId(
      @Param("appId") String appId,
      @Param("openid") String openid,
      @Param("wechatMsgId") String wechatMsgId);

  /** Two at most of the follower's messages that may have been taken and have no number. */
  @Select(
      """
      SELECT message_no, status FROM template_message
       WHERE openid = #{openid} AND wechat_msg_id IS NULL AND app_id IN (#{appId}, '')
         AND status IN ('SENDING', 'UNKNOWN', 'SENT') AND delivery IS NULL
         AND first_sent_at BETWEEN #{from} AND #{to} LIMIT 2
      """)
  List<TemplateMessageDO> numberless(
      @Param("appId") String appId,
      @Param("openid") String openid,
      @Param("from") Instant from,
      @Param("to") Instant to);

  @Update(
      """
      UPDATE template_message SET wechat_msg_id = #{wechatMsgId}, problem = NULL,
             next_attempt_at = NULL, updated_at = #{now}
       WHERE message_no = #{messageNo} AND status = 'SENT' AND wechat_msg_id IS NULL
         AND delivery IS NULL
      """)
  int number(
      @Param("messageNo") String messageNo,
      @Param("wechatMsgId") String wechatMsgId,
      @Param("now") Instant now);

  @Update(
      """
      UPDATE template_message SET delivery = #{delivery}, problem = #{problem},
             next_attempt_at = NULL, updated_at = #{now}
       WHERE message_no = #{messageNo} AND status = 'SENT' AND wechat_msg_id IS NULL
         AND delivery IS NULL AND next_attempt_at <= #{now}
      """)
  int leaveUnreported(
      @Param("messageNo") String messageNo,
      @Param("delivery") String delivery,
      @Param("problem") String problem,
      @Param("now") Instant now);

  /** 0 when it was reported before. */
  @Update(
      """
      UPDATE template_message
         SET delivery = #{delivery}, updated_at = #{now},
             status = CASE WHEN status = 'SENT' AND #{failed} THEN 'UNDELIVERED' ELSE status END
       WHERE message_no = #{messageNo} AND wechat_msg_id = #{wechatMsgId}
         AND (delivery IS NULL OR delivery <> #{delivery})
      """)
  int recordDelivery(
      @Param("messageNo") String messageNo,
      @Param("wechatMsgId") String wechatMsgId,
      @Param("delivery") String delivery,
      @Param("failed") boolean failed,
      @Param("now") Instant now);

  @Insert(
      """
      INSERT INTO template_message_history
             (message_no, at, event, attempt, error_code, detail, operator_no)
      VALUES (#{messageNo}, #{at}, #{event}, #{attempt}, #{errorCode}, #{detail}, #{operatorNo})
      """)
  int insertHistory(TemplateMessageHistoryDO row);

  @Select(
      """
      SELECT * FROM template_message_history WHERE message_no = #{messageNo}
       ORDER BY id DESC LIMIT #{limit}
      """)
  List<TemplateMessageHistoryDO> newestHistory(
      @Param("messageNo") String messageNo, @Param("limit") int limit);

  /**
   * Messages from number {@code from} on and below {@code before}, the newest first. Left to
   * itself, the database may read all messages in their order to find the few of one follower.
   */
  @Select(
      """
      <script>
      SELECT * FROM template_message
       <choose>
         <when test="search.businessId != null">
           FORCE INDEX (idx_template_message_business)
         </when>
         <when test="search.openid != null">FORCE INDEX (idx_template_message_openid)</when>
         <when test="search.status != null">FORCE INDEX (idx_template_message_status)</when>
       </choose>
       WHERE app_id = #{search.appId}
         AND message_no &gt;= #{from} AND message_no &lt; #{before}
       <if test="search.businessId != null">AND business_id = #{search.businessId}</if>
       <if test="search.openid != null">AND openid = #{search.openid}</if>
       <if test="search.scene != null">AND scene = #{search.scene}</if>
       <if test="search.status != null">AND status = #{search.status}</if>
       ORDER BY message_no DESC LIMIT #{search.limit}
      </script>
      """)
  List<TemplateMessageDO> search(
      @Param("search") MessageSearch search,
      @Param("from") String from,
      @Param("before") String before);

  /** Those of before there were several accounts. */
  @Update(
      """
      UPDATE template_message SET app_id = #{appId}
       WHERE app_id = '' ORDER BY status, message_no LIMIT #{limit}
      """)
  int adopt(@Param("appId") String appId, @Param("limit") int limit);

  /** What the service still goes on with stays. */
  @Delete(
      """
      DELETE FROM template_message
       WHERE message_no < #{before} AND next_attempt_at IS NULL
       ORDER BY message_no LIMIT #{limit}
      """)
  int deleteBefore(@Param("before") String before, @Param("limit") int limit);
}
