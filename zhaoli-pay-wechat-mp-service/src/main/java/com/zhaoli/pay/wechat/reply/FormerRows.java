package com.zhaoli.pay.wechat.reply;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.reply.internal.ConversationStore;
import com.zhaoli.pay.wechat.reply.internal.ReplyRuleStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives the main account's app id to rules and conversations of before there were several accounts,
 * which call it by another name. No migration can do this, as the app id stands in a file; and it
 * waits a while after the start, so that instances of the version before, which know the other name
 * only, are gone by then. Until it is done such rows are read as the main account's. Doing it again
 * has no effect.
 */
@Component
class FormerRows {
  private static final Logger log = LoggerFactory.getLogger(FormerRows.class);
  private static final int BATCH = 500;

  /** What one run adopts; the next goes on. */
  private static final int BATCHES = 40;

  private final OfficialAccounts accounts;
  private final ReplyRuleStore rules;
  private final ConversationStore conversations;
  private final RuleBook book;
  private final TransactionTemplate transaction;

  FormerRows(
      OfficialAccounts accounts,
      ReplyRuleStore rules,
      ConversationStore conversations,
      RuleBook book,
      TransactionTemplate transaction) {
    this.accounts = accounts;
    this.rules = rules;
    this.conversations = conversations;
    this.book = book;
    this.transaction = transaction;
  }

  @Scheduled(
      initialDelayString = "${zhaoli.wechat.reply.adopt-after:10m}",
      fixedDelayString = "${zhaoli.wechat.reply.adopt-after:10m}")
  void adopt() {
    String appId;
    try {
      appId = accounts.main().appId();
    } catch (ApiException e) {
      log.info("What is of the one account waits for the main account's credentials");
      return;
    }
    adoptRules(appId);
    int adopted = BATCH;
    for (int batch = 0; batch < BATCHES && adopted == BATCH; batch++) {
      adopted = conversations.adopt(appId, BATCH);
    }
  }

  private void adoptRules(String appId) {
    Integer adopted =
        transaction.execute(
            status -> {
              int count = rules.adopt(appId);
              if (count > 0) {
                rules.raiseVersion();
              }
              return count;
            });
    if (adopted != null && adopted > 0) {
      log.info("{} reply rules of the one account are the account {}'s now", adopted, appId);
      book.changed();
    }
  }
}
