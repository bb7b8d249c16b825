package com.zhaoli.pay.wechat.message.internal;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.client.wechat.TemplateMessageRequest;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.wechat.message.DeliveryReport;
import com.zhaoli.pay.wechat.message.MessageEvent;
import com.zhaoli.pay.wechat.message.MessageHistoryBO;
import com.zhaoli.pay.wechat.message.MessageSearch;
import com.zhaoli.pay.wechat.message.MessageStatus;
import com.zhaoli.pay.wechat.message.Settlement;
import com.zhaoli.pay.wechat.message.TemplateMessageBO;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Template messages in the database: the log of all, and what decides who may send one. */
@Repository
public class TemplateMessageStore {
  private static final String PREFIX = "tpl_";
  private static final String DELIVERED = "success";
  private static final String GUARD_OVER =
      "perhaps sent, and WeChat guards against a second one no longer";
  private static final String UNKNOWN_DELIVERY = "unknown";
  private static final String UNREPORTED =
      "WeChat took it, but its number is not known and no report was surely about it";

  /** How long before its report WeChat may first have been asked to send a message. */
  private static final Duration REPORTED_WITHIN = Duration.ofMinutes(15);

  /** How much later than its report, by clocks that differ. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

  private static final int MAX_PROBLEM = 300;
  private static final int MAX_DELIVERY = 64;
  private static final int MAX_WOKEN = 10_000;

  private static final int INSERT_ATTEMPTS = 5;
  private static final int ROWS_AT_ONCE = 500;
  private static final int LOOKED_UP_AT_ONCE = 100;

  private final TemplateMessageMapper mapper;
  private final TransactionTemplate transaction;
  private final JsonMapper json;

  TemplateMessageStore(
      TemplateMessageMapper mapper, TransactionTemplate transaction, JsonMapper json) {
    this.mapper = mapper;
    this.transaction = transaction;
    this.json = json;
  }

  /** What a message is known by, whoever asks for it. */
  public record Identity(MessageScene scene, String businessId, String openid) {
    public static Identity of(TemplateMessageRequest request) {
      return new Identity(request.scene(), request.businessId(), request.openid());
    }

    static Identity of(TemplateMessageBO message) {
      return new Identity(message.scene(), message.businessId(), message.openid());
    }
  }

  /**
   * The one message of each scene, business id and openid; the first request's fields count.
   *
   * @param sentHereUntil when somebody else may take up what the caller has not sent
   */
  public Map<Identity, TemplateMessageBO> findOrInsert(
      String appId,
      List<TemplateMessageRequest> requests,
      Instant now,
      Instant sentHereUntil,
      Instant giveUpAt) {
    Map<Identity, TemplateMessageDO> rows = new LinkedHashMap<>();
    for (TemplateMessageRequest request : requests) {
      rows.computeIfAbsent(
          Identity.of(request), identity -> row(appId, request, now, sentHereUntil, giveUpAt));
    }
    Map<Identity, TemplateMessageBO> found = new LinkedHashMap<>();
    List<TemplateMessageDO> missing = new ArrayList<>(rows.values());
    if (rows.size() == 1) {
      find(missing, found);
      missing.removeIf(row -> !found.isEmpty());
    }
    for (int from = 0; from < missing.size(); from += ROWS_AT_ONCE) {
      insertNew(missing.subList(from, Math.min(from + ROWS_AT_ONCE, missing.size())));
    }
    find(missing, found);
    return found;
  }

  /** The database may let one of two that insert the same wait for the other in a circle. */
  private void insertNew(List<TemplateMessageDO> rows) {
    for (int attempt = 1; ; attempt++) {
      try {
        mapper.insertNew(rows);
        return;
      } catch (ConcurrencyFailureException e) {
        if (attempt == INSERT_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void find(List<TemplateMessageDO> rows, Map<Identity, TemplateMessageBO> found) {
    for (int from = 0; from < rows.size(); from += LOOKED_UP_AT_ONCE) {
      List<TemplateMessageDO> some =
          rows.subList(from, Math.min(from + LOOKED_UP_AT_ONCE, rows.size()));
      for (TemplateMessageDO row : mapper.same(some)) {
        TemplateMessageBO message = toBO(row);
        found.put(Identity.of(message), message);
      }
    }
  }

  private TemplateMessageDO row(
      String appId,
      TemplateMessageRequest request,
      Instant now,
      Instant sentHereUntil,
      Instant giveUpAt) {
    TemplateMessageDO row = new TemplateMessageDO();
    row.messageNo = Ids.withPrefix(PREFIX);
    row.appId = appId;
    row.scene = request.scene().name();
    row.businessId = request.businessId();
    row.openid = request.openid();
    row.fieldsJson = json.writeValueAsString(request.fields());
    row.status = MessageStatus.PENDING.name();
    row.nextAttemptAt = sentHereUntil;
    row.giveUpAt = giveUpAt;
    row.createdAt = now;
    row.updatedAt = now;
    return row;
  }

  public Optional<TemplateMessageBO> find(String messageNo) {
    return Optional.ofNullable(mapper.selectById(messageNo)).map(this::toBO);
  }

  public TemplateMessageBO get(String messageNo) {
    return find(messageNo)
        .orElseThrow(() -> new IllegalStateException("A stored message is gone: " + messageNo));
  }

  /** Messages of these numbers, by number. */
  public Map<String, TemplateMessageBO> getAll(List<String> messageNos) {
    Map<String, TemplateMessageBO> found = new LinkedHashMap<>();
    for (int from = 0; from < messageNos.size(); from += ROWS_AT_ONCE) {
      List<String> some =
          messageNos.subList(from, Math.min(from + ROWS_AT_ONCE, messageNos.size()));
      mapper.selectByIds(some).forEach(row -> found.put(row.messageNo, toBO(row)));
    }
    return found;
  }

  /**
   * Whether the caller may make the next attempt.
   *
   * @param dueBy only when it is due by then; null for at any time
   */
  public boolean claim(
      String messageNo, Instant now, Instant until, Instant guardedFrom, @Nullable Instant dueBy) {
    return mapper.claim(messageNo, now, until, guardedFrom, dueBy) == 1;
  }

  /** Ends an attempt, and writes it down; false when it was no longer the last one. */
  public boolean settle(TemplateMessageBO message, Settlement settlement, Instant now) {
    String problem = cut(settlement.problem(), MAX_PROBLEM);
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              boolean ours =
                  mapper.settle(
                          message.messageNo(),
                          message.attempts(),
                          settlement.status().name(),
                          settlement.wechatMsgId(),
                          settlement.errorCode(),
                          problem,
                          settlement.forgetsFirst(),
                          settlement.nextAttemptAt(),
                          now)
                      == 1;
              if (ours) {
                write(
                    message.messageNo(),
                    now,
                    settlement.event(),
                    message.attempts(),
                    settlement.errorCode(),
                    problem == null ? settlement.wechatMsgId() : problem,
                    null);
              }
              return ours;
            }));
  }

  /** Those to go on with, the longest due first. */
  public List<TemplateMessageBO> due(Instant now, int limit) {
    return mapper.due(now, limit).stream().map(this::toBO).toList();
  }

  /** Lets a message wait that nobody has taken since it was read. */
  public void postpone(TemplateMessageBO message, Instant until) {
    mapper.postpone(message.messageNo(), message.attempts(), until);
  }

  /** Leaves a message unknown for good; false when that is not (any more) the case. */
  public boolean abandon(TemplateMessageBO message, Instant guardedFrom, Instant now) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              boolean ours = mapper.abandon(message.messageNo(), GUARD_OVER, guardedFrom, now) == 1;
              if (ours) {
                write(
                    message.messageNo(), now, MessageEvent.GIVEN_UP, null, null, GUARD_OVER, null);
              }
              return ours;
            }));
  }

  /**
   * Makes a message a new one for WeChat, within the caller's transaction; false when it is no
   * longer as it was read.
   */
  public boolean resend(
      TemplateMessageBO message, String operatorNo, String reason, Instant giveUpAt, Instant now) {
    boolean ours =
        mapper.resend(
                message.messageNo(),
                message.attempts(),
                message.resends(),
                Ids.withPrefix("tpr_"),
                giveUpAt,
                now)
            == 1;
    if (ours) {
      write(message.messageNo(), now, MessageEvent.RESEND, null, null, reason, operatorNo);
    }
    return ours;
  }

  /** Messages that failed for a fault of ours are due then, the newest of very many. */
  public void wakeMisconfigured(String appId, MessageScene scene, Instant at) {
    mapper.wakeMisconfigured(appId, scene.name(), at, MAX_WOKEN);
  }

  /** Ends the wait for a report; false when that is not (any more) the case. */
  public boolean leaveUnreported(TemplateMessageBO message, Instant now) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              boolean ours =
                  mapper.leaveUnreported(message.messageNo(), UNKNOWN_DELIVERY, UNREPORTED, now)
                      == 1;
              if (ours) {
                write(
                    message.messageNo(),
                    now,
                    MessageEvent.UNREPORTED,
                    null,
                    null,
                    UNREPORTED,
                    null);
              }
              return ours;
            }));
  }

  /** Whether a message has the report's number, or can only be the one that it is about. */
  public boolean recordDelivery(DeliveryReport report, Instant now) {
    String words = Objects.requireNonNull(cut(report.words(), MAX_DELIVERY));
    List<String> messageNos =
        mapper.withWechatMsgId(report.appId(), report.openid(), report.wechatMsgId());
    if (messageNos.isEmpty()) {
      messageNos = numbered(report, now);
    }
    for (String messageNo : messageNos) {
      transaction.executeWithoutResult(
          status -> {
            boolean failed = !words.equals(DELIVERED);
            if (mapper.recordDelivery(messageNo, report.wechatMsgId(), words, failed, now) == 1) {
              write(messageNo, now, MessageEvent.REPORTED, null, null, words, null);
            }
          });
    }
    return !messageNos.isEmpty();
  }

  /**
   * Gives the report's number to the one message to its follower that WeChat took without telling
   * its own. While there is another that may have been taken, nobody knows whose it is.
   */
  private List<String> numbered(DeliveryReport report, Instant now) {
    List<TemplateMessageDO> numberless =
        mapper.numberless(
            report.appId(),
            report.openid(),
            report.at().minus(REPORTED_WITHIN),
            report.at().plus(CLOCKS_APART));
    if (numberless.size() != 1 || !numberless.get(0).status.equals(MessageStatus.SENT.name())) {
      return List.of();
    }
    String messageNo = numberless.get(0).messageNo;
    return mapper.number(messageNo, report.wechatMsgId(), now) == 1
        ? List.of(messageNo)
        : List.of();
  }

  /** The newest first. */
  public List<TemplateMessageBO> search(MessageSearch search) {
    String from = Ids.lowest(PREFIX, search.from());
    String before = Ids.lowest(PREFIX, search.to());
    String after = search.after();
    return mapper
        .search(search, from, after == null || before.compareTo(after) < 0 ? before : after)
        .stream()
        .map(this::toBO)
        .toList();
  }

  /** What happened to a message, the oldest first; of very much, the newest. */
  public List<MessageHistoryBO> history(String messageNo, int limit) {
    List<MessageHistoryBO> history = new ArrayList<>();
    for (TemplateMessageHistoryDO row : mapper.newestHistory(messageNo, limit)) {
      history.add(
          new MessageHistoryBO(
              row.at,
              MessageEvent.valueOf(row.event),
              row.attempt,
              row.errorCode,
              row.detail,
              row.operatorNo));
    }
    Collections.reverse(history);
    return history;
  }

  /** Gives messages of before there were several accounts to this one; how many. */
  public int adopt(String appId, int limit) {
    return mapper.adopt(appId, limit);
  }

  /** Removes messages stored before then, with their history; how many. */
  public int removeBefore(Instant before, int limit) {
    return mapper.deleteBefore(Ids.lowest(PREFIX, before), limit);
  }

  private void write(
      String messageNo,
      Instant at,
      MessageEvent event,
      @Nullable Integer attempt,
      @Nullable Integer errorCode,
      @Nullable String detail,
      @Nullable String operatorNo) {
    TemplateMessageHistoryDO row = new TemplateMessageHistoryDO();
    row.messageNo = messageNo;
    row.at = at;
    row.event = event.name();
    row.attempt = attempt;
    row.errorCode = errorCode;
    row.detail = detail;
    row.operatorNo = operatorNo;
    mapper.insertHistory(row);
  }

  private TemplateMessageBO toBO(TemplateMessageDO row) {
    return new TemplateMessageBO(
        row.messageNo,
        row.appId,
        MessageScene.valueOf(row.scene),
        row.businessId,
        row.openid,
        json.readValue(row.fieldsJson, new TypeReference<Map<String, String>>() {}),
        MessageStatus.valueOf(row.status),
        row.attempts,
        row.clientMsgId == null ? row.messageNo : row.clientMsgId,
        row.resends,
        row.firstSentAt,
        row.nextAttemptAt,
        row.giveUpAt == null ? row.createdAt : row.giveUpAt,
        row.wechatMsgId,
        row.errorCode,
        row.problem,
        row.delivery,
        row.createdAt,
        row.updatedAt);
  }

  private static @Nullable String cut(@Nullable String text, int max) {
    return text == null || text.length() <= max ? text : text.substring(0, max);
  }
}
