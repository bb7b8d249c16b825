package com.zhaoli.pay.wechat.message.internal;

import com.baomidou.mybatisplus.core.conditions.query.QueryWrapper;
import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.client.wechat.TemplateMessageRequest;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.wechat.message.MessageStatus;
import com.zhaoli.pay.wechat.message.SendOutcome;
import com.zhaoli.pay.wechat.message.TemplateMessageBO;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Template messages in the database: the log of all, and what decides who may send one. */
@Repository
public class TemplateMessageStore {
  private static final int MAX_PROBLEM = 300;
  private static final int MAX_DELIVERY = 64;

  private final TemplateMessageMapper mapper;
  private final JsonMapper json;

  TemplateMessageStore(TemplateMessageMapper mapper, JsonMapper json) {
    this.mapper = mapper;
    this.json = json;
  }

  /** The one message of this scene, business id and openid; the first request's fields count. */
  public TemplateMessageBO findOrInsert(TemplateMessageRequest request, Instant now) {
    TemplateMessageDO known = find(request);
    return known == null ? insert(request, now) : toBO(known);
  }

  private TemplateMessageBO insert(TemplateMessageRequest request, Instant now) {
    TemplateMessageDO row = new TemplateMessageDO();
    row.messageNo = Ids.withPrefix("tpl_");
    row.scene = request.scene().name();
    row.businessId = request.businessId();
    row.openid = request.openid();
    row.fieldsJson = json.writeValueAsString(request.fields());
    row.status = MessageStatus.PENDING.name();
    row.createdAt = now;
    row.updatedAt = now;
    try {
      mapper.insert(row);
      return toBO(row);
    } catch (DuplicateKeyException e) {
      TemplateMessageDO others = find(request);
      if (others == null) {
        throw e;
      }
      return toBO(others);
    }
  }

  private @Nullable TemplateMessageDO find(TemplateMessageRequest request) {
    return mapper.selectOne(
        new QueryWrapper<TemplateMessageDO>()
            .eq("scene", request.scene().name())
            .eq("business_id", request.businessId())
            .eq("openid", request.openid()));
  }

  public TemplateMessageBO get(String messageNo) {
    TemplateMessageDO row = mapper.selectById(messageNo);
    if (row == null) {
      throw new IllegalStateException("A stored message is gone: " + messageNo);
    }
    return toBO(row);
  }

  /** Whether the caller may make the next attempt. */
  public boolean claim(String messageNo, Instant now, Instant until, Instant guardedFrom) {
    return mapper.claim(messageNo, now, until, guardedFrom) == 1;
  }

  /**
   * Ends an attempt. That it was not sent is the whole truth only where no attempt before may have
   * reached WeChat; otherwise the message stays unknown.
   *
   * @param message as claimed at {@code claimedAt}
   */
  public void settle(
      TemplateMessageBO message, Instant claimedAt, SendOutcome outcome, Instant now) {
    boolean first = claimedAt.equals(message.firstSentAt());
    MessageStatus status;
    String wechatMsgId = null;
    Integer errorCode = null;
    String problem = null;
    boolean notSent = false;
    if (outcome instanceof SendOutcome.Accepted accepted) {
      status = MessageStatus.SENT;
      wechatMsgId = accepted.wechatMsgId();
    } else if (outcome instanceof SendOutcome.Refused refused) {
      status = MessageStatus.REFUSED;
      errorCode = refused.errcode();
      problem = refused.problem();
    } else if (outcome instanceof SendOutcome.Misconfigured misconfigured) {
      status = first ? MessageStatus.MISCONFIGURED : MessageStatus.UNKNOWN;
      errorCode = misconfigured.errcode();
      problem = misconfigured.problem();
      notSent = first;
    } else if (outcome instanceof SendOutcome.NotSent later) {
      status = first ? MessageStatus.NOT_SENT : MessageStatus.UNKNOWN;
      errorCode = later.errcode();
      problem = later.problem();
      notSent = first;
    } else if (outcome instanceof SendOutcome.Unknown unknown) {
      status = MessageStatus.UNKNOWN;
      problem = unknown.problem();
    } else {
      throw new IllegalStateException("no such outcome: " + outcome);
    }
    mapper.settle(
        message.messageNo(),
        message.attempts(),
        status.name(),
        wechatMsgId,
        errorCode,
        problem == null ? null : cut(problem, MAX_PROBLEM),
        notSent,
        now);
  }

  /** Whether a message has this number. */
  public boolean recordDelivery(String wechatMsgId, String delivery, Instant now) {
    return mapper.recordDelivery(wechatMsgId, cut(delivery, MAX_DELIVERY), now) > 0;
  }

  public List<TemplateMessageBO> newestTo(String openid, int limit) {
    return mapper
        .selectList(
            new QueryWrapper<TemplateMessageDO>()
                .eq("openid", openid)
                .orderByDesc("message_no")
                .last("LIMIT " + limit))
        .stream()
        .map(this::toBO)
        .toList();
  }

  private TemplateMessageBO toBO(TemplateMessageDO row) {
    return new TemplateMessageBO(
        row.messageNo,
        MessageScene.valueOf(row.scene),
        row.businessId,
        row.openid,
        json.readValue(row.fieldsJson, new TypeReference<Map<String, String>>() {}),
        MessageStatus.valueOf(row.status),
        row.attempts,
        row.firstSentAt,
        row.wechatMsgId,
        row.errorCode,
        row.problem,
        row.delivery,
        row.createdAt,
        row.updatedAt);
  }

  private static String cut(String text, int max) {
    return text.length() <= max ? text : text.substring(0, max);
  }
}
