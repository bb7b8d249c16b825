package com.zhaoli.pay.wechat.event;

import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.account.Openids;
import com.zhaoli.pay.wechat.message.GuardedSend;
import com.zhaoli.pay.wechat.message.SendOutcome;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Gives who scanned a QR code its tag; to who has it already it does nothing. */
@Component
class ScanTag {
  private static final Logger log = LoggerFactory.getLogger(ScanTag.class);

  /** -1 busy, the access token, 45009 the day's quota, 45011 too often: may pass later. */
  private static final Set<Integer> PASSING = Set.of(-1, 40001, 40014, 42001, 45009, 45011);

  private final OfficialAccounts accounts;
  private final GuardedSend guarded;

  ScanTag(OfficialAccounts accounts, GuardedSend guarded) {
    this.accounts = accounts;
    this.guarded = guarded;
  }

  /** Later while WeChat may take it then; a tag that it will never give is done without. */
  HandlingOutcome put(String appId, int tagId, String openid) {
    SendOutcome outcome =
        guarded.send(
            accounts.require(appId),
            ScanTag::outcomeOf,
            service -> {
              service.getUserTagService().batchTagging((long) tagId, new String[] {openid});
              return null;
            });
    if (outcome instanceof SendOutcome.Accepted) {
      return new HandlingOutcome.Done();
    }
    if (outcome instanceof SendOutcome.Refused refused) {
      log.warn("{} gets no tag {}: {}", Openids.masked(openid), tagId, refused.problem());
      return new HandlingOutcome.Done();
    }
    return new HandlingOutcome.Later("the tag is not known to be given");
  }

  private static SendOutcome outcomeOf(int errcode) {
    String problem = "WeChat answered errcode " + errcode;
    return PASSING.contains(errcode)
        ? new SendOutcome.NotSent(errcode, problem)
        : new SendOutcome.Refused(errcode, problem);
  }
}
