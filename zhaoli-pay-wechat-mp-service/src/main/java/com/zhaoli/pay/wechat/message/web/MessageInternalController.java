package com.zhaoli.pay.wechat.message.web;

import com.zhaoli.pay.common.client.wechat.TemplateMessageBatch;
import com.zhaoli.pay.common.client.wechat.TemplateMessageBatchResult;
import com.zhaoli.pay.common.client.wechat.TemplateMessageRequest;
import com.zhaoli.pay.common.client.wechat.TemplateMessageResult;
import com.zhaoli.pay.wechat.message.MessageBatches;
import com.zhaoli.pay.wechat.message.TemplateMessages;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Other services send messages. */
@RestController
@RequestMapping("/internal/v1/template-messages")
class MessageInternalController {
  private final TemplateMessages messages;
  private final MessageBatches batches;

  MessageInternalController(TemplateMessages messages, MessageBatches batches) {
    this.messages = messages;
    this.batches = batches;
  }

  @PostMapping
  TemplateMessageResult send(@RequestBody TemplateMessageRequest request) {
    return messages.send(request);
  }

  @PostMapping("/batch")
  TemplateMessageBatchResult sendAll(@RequestBody TemplateMessageBatch batch) {
    return batches.send(batch);
  }
}
