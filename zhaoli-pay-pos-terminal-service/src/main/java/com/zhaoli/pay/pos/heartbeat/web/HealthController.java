package com.zhaoli.pay.pos.heartbeat.web;

import com.zhaoli.pay.common.json.MultiLine;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.pos.heartbeat.Heartbeats;
import com.zhaoli.pay.pos.heartbeat.TerminalMessage;
import com.zhaoli.pay.pos.terminal.TerminalBO;
import com.zhaoli.pay.pos.terminal.Terminals;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Terminals' health and messages to them, for operators and merchants. */
@RestController
class HealthController {
  private final Heartbeats heartbeats;
  private final Terminals terminals;

  HealthController(Heartbeats heartbeats, Terminals terminals) {
    this.heartbeats = heartbeats;
    this.terminals = terminals;
  }

  /** A message to be shown at a terminal. */
  record MessageDTO(
      @NotBlank @Size(max = 40) String title, @NotBlank @Size(max = 500) @MultiLine String text) {}

  @GetMapping("/ops/v1/terminals/{terminalNo}/health")
  HealthVO ofAnybody(HttpServletRequest request, @PathVariable("terminalNo") String terminalNo) {
    ActingOperator.of(request);
    return HealthVO.of(heartbeats, terminals.getOfAnybody(terminalNo).terminalNo());
  }

  @GetMapping("/openapi/v1/terminals/{terminalNo}/health")
  HealthVO own(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable("terminalNo") String terminalNo) {
    return HealthVO.of(heartbeats, terminals.get(merchantNo, terminalNo).terminalNo());
  }

  @PostMapping("/ops/v1/terminals/{terminalNo}/messages")
  @ResponseStatus(HttpStatus.CREATED)
  TerminalMessage send(
      HttpServletRequest request,
      @PathVariable("terminalNo") String terminalNo,
      @Valid @RequestBody MessageDTO message) {
    String operatorNo = ActingOperator.of(request).mustBe(OperatorRole.ADMIN).operatorNo();
    return send(terminals.getOfAnybody(terminalNo), message, operatorNo);
  }

  @PostMapping("/openapi/v1/terminals/{terminalNo}/messages")
  @ResponseStatus(HttpStatus.CREATED)
  TerminalMessage sendOwn(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable("terminalNo") String terminalNo,
      @Valid @RequestBody MessageDTO message) {
    return send(terminals.get(merchantNo, terminalNo), message, merchantNo);
  }

  private TerminalMessage send(TerminalBO terminal, MessageDTO message, String actor) {
    return heartbeats.send(terminal, message.title().strip(), message.text().strip(), actor);
  }
}
