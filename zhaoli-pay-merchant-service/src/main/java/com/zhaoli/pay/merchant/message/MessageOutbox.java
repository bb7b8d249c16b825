package com.zhaoli.pay.merchant.message;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.merchant.message.internal.OutboxStore;
import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Service;

/**
 * Takes messages inside the transaction of the change they tell of: both are there, or neither.
 * {@link MessageSender} sends them after the commit.
 */
@Service
public class MessageOutbox {
  private final OutboxStore store;
  private final Clock clock;

  MessageOutbox(OutboxStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Stores a message to all receivers who get this scene and are bound when it is sent. */
  public void add(String merchantNo, MessageScene scene, Map<String, String> fields) {
    store.insert(Ids.withPrefix("msg_"), merchantNo, scene, fields, clock.instant());
  }
}
