package com.zhaoli.pay.payment.callback.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.callback.CallbackTemplate;
import com.zhaoli.pay.payment.channel.CallbackAnswer;
import com.zhaoli.pay.payment.channel.CallbackRefusedException.Reason;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.ChannelAccounts;
import com.zhaoli.pay.payment.channel.ChannelCallback;
import com.zhaoli.pay.payment.channel.ChannelRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where channels send what became of an order. The address without an account number is the
 * platform's own account. The body is read as raw bytes: signatures cover them.
 */
@RestController
class CallbackController {
  /** Real callbacks have some two thousand bytes. */
  static final int MAX_BODY_BYTES = 64 * 1024;

  private final ChannelRegistry channels;
  private final CallbackTemplate callbacks;

  CallbackController(ChannelRegistry channels, CallbackTemplate callbacks) {
    this.channels = channels;
    this.callbacks = callbacks;
  }

  @PostMapping({"/callback/{channel}", "/callback/{channel}/{channelAccountNo}"})
  ResponseEntity<byte[]> receive(
      @PathVariable String channel,
      @PathVariable(required = false) @Nullable String channelAccountNo,
      HttpServletRequest request)
      throws IOException {
    ChannelCallback<?> strategy =
        channels.findCallback(channel).orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND));
    return receive(strategy, channelAccountNo, request);
  }

  private ResponseEntity<byte[]> receive(
      ChannelCallback<?> strategy, @Nullable String channelAccountNo, HttpServletRequest request)
      throws IOException {
    String account = channelAccountNo == null ? ChannelAccounts.PLATFORM : channelAccountNo;
    byte[] body = request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
    CallbackAnswer answer =
        body.length > MAX_BODY_BYTES
            ? callbacks.refuse(strategy, account, Reason.TOO_LARGE, "the body is too large")
            : callbacks.receive(strategy, account, new CallbackRequest(headers(request), body));
    ResponseEntity.BodyBuilder response = ResponseEntity.status(answer.httpStatus());
    return answer.body().isEmpty()
        ? response.build()
        : response
            .header(HttpHeaders.CONTENT_TYPE, answer.contentType())
            .body(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> headers(HttpServletRequest request) {
    Map<String, String> headers = new HashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, request.getHeader(name));
    }
    return headers;
  }
}
