package com.zhaoli.pay.notify.queue;

import com.zhaoli.pay.common.message.EventBatchCodec;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;

/**
 * A message on its way to a queue, through the default exchange.
 *
 * @param expirationMillis after which it leaves the queue, or null for the queue's own time
 */
record Outgoing(
    String queue, byte[] body, Map<String, Object> headers, @Nullable Long expirationMillis) {

  Message toMessage() {
    MessageProperties properties = new MessageProperties();
    properties.setContentType(EventBatchCodec.CONTENT_TYPE);
    properties.setDeliveryMode(MessageDeliveryMode.PERSISTENT);
    headers.forEach(properties::setHeader);
    if (expirationMillis != null) {
      properties.setExpiration(expirationMillis.toString());
    }
    return new Message(body, properties);
  }
}
