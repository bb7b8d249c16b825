package com.zhaoli.pay.wechat.reply;

import com.zhaoli.pay.common.error.ApiException;
import java.time.Duration;
import java.util.Optional;

/** Answers what followers do. */
public interface ReplyDesk {

  /**
   * The answer to a push. An act is answered once, however often it is pushed and to whichever
   * instance; what is not ready in time, and all parts of an answer but the first, goes to the
   * follower by customer-service messages.
   *
   * @param within how long the push can wait at most
   * @return empty when there is nothing to say, it was said before, or it will be said later
   * @throws ApiException WECHAT_UNAVAILABLE when the act could not be stored in time: it was not
   *     answered, and should be pushed again
   */
  Optional<Reply> answer(FollowerAct act, Duration within);

  /**
   * Stores an act whose push waits no longer; its answer goes by customer-service messages. Without
   * effect when it was stored before. Waits for the database as long as that takes.
   */
  void answerLater(FollowerAct act);
}
