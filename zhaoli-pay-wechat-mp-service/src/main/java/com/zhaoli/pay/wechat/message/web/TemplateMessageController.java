package com.zhaoli.pay.wechat.message.web;

import com.zhaoli.pay.common.client.wechat.TemplateMessageRequest;
import com.zhaoli.pay.common.client.wechat.TemplateMessageResult;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.wechat.message.TemplateMessages;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TemplateMessageController {
  private final TemplateMessages messages;

  TemplateMessageController(TemplateMessages messages) {
    this.messages = messages;
  }

  @PostMapping("/internal/v1/template-messages")
  TemplateMessageResult send(@RequestBody TemplateMessageRequest request) {
    return messages.send(request);
  }

  /** For operators: what a follower was sent, the newest first. */
  @GetMapping("/ops/v1/wechat/messages")
  List<TemplateMessageVO> sentTo(
      @RequestHeader(name = ZhaoliHeaders.OPERATOR, required = false) @Nullable String operator,
      @RequestParam("openid") String openid,
      @RequestParam(name = "limit", defaultValue = "50") @Min(1) @Max(200) int limit) {
    ActingOperator.of(operator, null);
    return messages.newestTo(openid, limit).stream().map(TemplateMessageVO::of).toList();
  }
}
