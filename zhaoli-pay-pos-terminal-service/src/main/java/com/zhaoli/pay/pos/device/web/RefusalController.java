package com.zhaoli.pay.pos.device.web;

import com.zhaoli.pay.common.client.pos.PosTerminalInternalApi;
import com.zhaoli.pay.common.client.pos.TerminalRefusal;
import com.zhaoli.pay.pos.trail.Refusals;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Puts on record what the gateway refused terminals before this service saw it. */
@RestController
class RefusalController {
  private final Refusals refusals;

  RefusalController(Refusals refusals) {
    this.refusals = refusals;
  }

  @PostMapping("/internal/v1/terminal-refusals")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void record(
      @Valid @RequestBody @Size(min = 1, max = PosTerminalInternalApi.MAX_REFUSALS) List<TerminalRefusal> refused) {
    refused.forEach(one -> refusals.record(one.claimed(), one.code(), one.detail()));
  }
}
