package com.zhaoli.pay.wechat.message;

import com.zhaoli.pay.common.client.wechat.TemplateMessageBatch;
import com.zhaoli.pay.common.client.wechat.TemplateMessageBatchResult;
import com.zhaoli.pay.common.client.wechat.TemplateMessageRequest;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.wechat.account.OfficialAccount;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.message.internal.TemplateMessageStore;
import com.zhaoli.pay.wechat.message.internal.TemplateMessageStore.Identity;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Service;

/**
 * Template messages that are sent together. All of them are stored before the first is sent, so
 * that whatever happens then the sweep goes on with them; the same batch again finds them and sends
 * nothing twice.
 */
@Service
public class MessageBatches {
  private static final int MAX_MESSAGES = 500;

  /** In these somebody may make the next attempt. */
  private static final Set<MessageStatus> OPEN =
      EnumSet.of(MessageStatus.PENDING, MessageStatus.NOT_SENT, MessageStatus.MISCONFIGURED);

  private final TemplateMessageStore store;
  private final MessageAttempts attempts;
  private final MessageWorkers workers;
  private final MerchantReceivers receivers;
  private final OfficialAccounts accounts;
  private final TemplateProperties properties;
  private final Clock clock;

  MessageBatches(
      TemplateMessageStore store,
      MessageAttempts attempts,
      MessageWorkers workers,
      MerchantReceivers receivers,
      OfficialAccounts accounts,
      TemplateProperties properties,
      Clock clock) {
    this.store = store;
    this.attempts = attempts;
    this.workers = workers;
    this.receivers = receivers;
    this.accounts = accounts;
    this.properties = properties;
    this.clock = clock;
  }

  /** A message of the batch, and where it stood in it. */
  private record Indexed(int index, TemplateMessageRequest request) {}

  /**
   * Stores the messages and sends them as far as the time allows.
   *
   * @throws ApiException REQUEST_INVALID for the whole batch, WECHAT_ACCOUNT_NOT_FOUND,
   *     WECHAT_UNAVAILABLE while the account has no credentials
   */
  public TemplateMessageBatchResult send(TemplateMessageBatch batch) {
    List<TemplateMessageBatch.Entry> entries = batch.messages();
    if (entries.isEmpty() || entries.size() > MAX_MESSAGES) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "messages", "must be 1 to " + MAX_MESSAGES);
    }
    OfficialAccount account = accounts.mainUnless(batch.account());
    String appId = account.appId();
    List<TemplateMessageBatchResult.Item> items = new ArrayList<>();
    List<Indexed> requests = requests(account == accounts.main(), entries, items);
    Map<Identity, TemplateMessageBO> stored = store(appId, requests);
    List<Runnable> sending =
        stored.values().stream()
            .filter(message -> OPEN.contains(message.status()))
            .<Runnable>map(message -> () -> attempts.attempt(message))
            .toList();
    workers.run(sending, properties.batchWait());
    Map<String, TemplateMessageBO> now =
        store.getAll(stored.values().stream().map(TemplateMessageBO::messageNo).toList());
    for (Indexed one : requests) {
      TemplateMessageBO known = Objects.requireNonNull(stored.get(Identity.of(one.request())));
      items.add(item(one, now.getOrDefault(known.messageNo(), known)));
    }
    items.sort((one, other) -> Integer.compare(one.index(), other.index()));
    return new TemplateMessageBatchResult(items);
  }

  private Map<Identity, TemplateMessageBO> store(String appId, List<Indexed> requests) {
    if (requests.isEmpty()) {
      return Map.of();
    }
    Instant now = clock.instant();
    return store.findOrInsert(
        appId,
        requests.stream().map(Indexed::request).toList(),
        now,
        now.plus(properties.batchWait()).plus(MessageAttempts.LEASE),
        now.plus(properties.giveUpAfter()));
  }

  /** The messages of the entries; of what comes to none, {@code items} gets the reason. */
  private List<Indexed> requests(
      boolean onMain,
      List<TemplateMessageBatch.Entry> entries,
      List<TemplateMessageBatchResult.Item> items) {
    List<Indexed> requests = new ArrayList<>();
    List<Integer> byMerchant = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      TemplateMessageBatch.Entry entry = entries.get(i);
      String place = "messages[" + i + "].";
      String openid = entry.openid();
      if ((openid == null) == (entry.merchantNo() == null)) {
        throw ApiException.of(
            ErrorCode.REQUEST_INVALID, place + "openid", "needs openid or merchantNo, not both");
      }
      if (openid == null && !onMain) {
        // An openid is one account's, and merchants follow the main one.
        throw ApiException.of(
            ErrorCode.REQUEST_INVALID, place + "merchantNo", "needs the main account");
      }
      TemplateMessageRequest request = request(entry, openid == null ? "checked-later" : openid);
      MessageRequests.check(place, request);
      if (openid == null) {
        MerchantReceivers.check(place, Objects.requireNonNull(entry.merchantNo()));
        byMerchant.add(i);
      } else {
        requests.add(new Indexed(i, request));
      }
    }
    addReceivers(entries, byMerchant, requests, items);
    return requests;
  }

  private void addReceivers(
      List<TemplateMessageBatch.Entry> entries,
      List<Integer> byMerchant,
      List<Indexed> requests,
      List<TemplateMessageBatchResult.Item> items) {
    Map<String, MerchantReceivers.Found> found =
        receivers.of(
            byMerchant.stream()
                .map(i -> Objects.requireNonNull(entries.get(i).merchantNo()))
                .distinct()
                .toList());
    for (int i : byMerchant) {
      TemplateMessageBatch.Entry entry = entries.get(i);
      MerchantReceivers.Found receiversOfOne =
          found.getOrDefault(
              Objects.requireNonNull(entry.merchantNo()), MerchantReceivers.Found.UNKNOWN);
      List<String> openids = receiversOfOne.openids(entry.scene());
      if (openids.isEmpty()) {
        items.add(
            new TemplateMessageBatchResult.Item(
                i,
                entry.businessId(),
                receiversOfOne.lookedUp()
                    ? TemplateMessageBatchResult.Status.NOBODY
                    : TemplateMessageBatchResult.Status.NOT_TAKEN,
                null,
                null));
      }
      openids.forEach(openid -> requests.add(new Indexed(i, request(entry, openid))));
    }
  }

  private static TemplateMessageRequest request(TemplateMessageBatch.Entry entry, String openid) {
    return new TemplateMessageRequest(entry.businessId(), entry.scene(), openid, entry.fields());
  }

  private static TemplateMessageBatchResult.Item item(Indexed one, TemplateMessageBO message) {
    return new TemplateMessageBatchResult.Item(
        one.index(),
        message.businessId(),
        statusOf(message),
        message.messageNo(),
        message.errorCode());
  }

  private static TemplateMessageBatchResult.Status statusOf(TemplateMessageBO message) {
    if (message.status() == MessageStatus.SENT || message.status() == MessageStatus.UNDELIVERED) {
      return TemplateMessageBatchResult.Status.SENT;
    }
    return message.nextAttemptAt() == null
        ? TemplateMessageBatchResult.Status.FAILED
        : TemplateMessageBatchResult.Status.KEPT;
  }
}
