package com.zhaoli.pay.wechat.message.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
@CrossTenant(
    "Messages go to followers of the official account; which merchant's is not known here.")
interface TemplateMessageMapper extends BaseMapper<TemplateMessageDO> {

  /**
   * Takes the message for one attempt. What may have reached WeChat before is taken again only
   * while client_msg_id still guards it.
   */
  @Update(
      """
      UPDATE template_message
         SET status = 'SENDING', attempts = attempts + 1, lease_until = #{until},
             first_sent_at = COALESCE(first_sent_at, #{now}), updated_at = #{now}
       WHERE message_no = #{messageNo}
         AND (status IN ('PENDING', 'NOT_SENT', 'MISCONFIGURED')
              OR (status = 'UNKNOWN' AND first_sent_at > #{guardedFrom})
              OR (status = 'SENDING' AND lease_until <= #{now} AND first_sent_at > #{guardedFrom}))
      """)
  int claim(
      @Param("messageNo") String messageNo,
      @Param("now") Instant now,
      @Param("until") Instant until,
      @Param("guardedFrom") Instant guardedFrom);

  /** Settles the attempt of this number; a later attempt has settled it otherwise. */
  @Update(
      """
      UPDATE template_message
         SET status = #{status}, lease_until = NULL, wechat_msg_id = #{wechatMsgId},
             error_code = #{errorCode}, problem = #{problem}, updated_at = #{now},
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
      @Param("now") Instant now);

  @Update(
      """
      UPDATE template_message SET delivery = #{delivery}, updated_at = #{now}
       WHERE wechat_msg_id = #{wechatMsgId}
      """)
  int recordDelivery(
      @Param("wechatMsgId") String wechatMsgId,
      @Param("delivery") String delivery,
      @Param("now") Instant now);
}
