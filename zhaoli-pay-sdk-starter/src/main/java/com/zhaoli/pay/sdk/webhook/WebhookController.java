package com.zhaoli.pay.sdk.webhook;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The way from Spring MVC to the dispatcher. */
@RestController
class WebhookController {

  private final WebhookDispatcher dispatcher;

  WebhookController(WebhookDispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  @PostMapping("${zhaoli.pay.webhook-path}")
  ResponseEntity<Void> receive(HttpServletRequest request) throws IOException {
    return ResponseEntity.status(dispatcher.handle(request::getHeader, request.getInputStream()))
        .build();
  }
}
