package com.zhaoli.pay.pos.terminal.web;

import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.pos.terminal.Activations;
import com.zhaoli.pay.pos.terminal.TerminalLife;
import com.zhaoli.pay.pos.terminal.TerminalStatus;
import com.zhaoli.pay.pos.terminal.Terminals;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Terminals for operators: all may look, administrators act. */
@RestController
@RequestMapping("/ops/v1/terminals")
class TerminalOpsController {
  private final Terminals terminals;
  private final TerminalLife life;
  private final Activations activations;

  TerminalOpsController(Terminals terminals, TerminalLife life, Activations activations) {
    this.terminals = terminals;
    this.life = life;
    this.activations = activations;
  }

  /** Where a terminal goes. */
  record TerminalMoveDTO(
      @NotNull @Pattern(regexp = "mch_[0-9A-Z]{26}") String merchantNo,
      @NotNull @Pattern(regexp = "[0-9A-Za-z_-]{1,32}") String storeId) {}

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  TerminalVO register(
      @Valid @RequestBody TerminalRegistrationDTO registration, HttpServletRequest request) {
    return TerminalVO.of(terminals.register(registration.by(administrator(request))));
  }

  @GetMapping
  TerminalPageVO list(
      HttpServletRequest request,
      @RequestParam("merchantNo") String merchantNo,
      @RequestParam(name = "after", required = false) @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "50") @Min(1) @Max(200) int limit) {
    ActingOperator.of(request);
    return TerminalPageVO.of(terminals, merchantNo, after, limit);
  }

  @GetMapping("/{terminalNo}")
  TerminalVO get(HttpServletRequest request, @PathVariable("terminalNo") String terminalNo) {
    ActingOperator.of(request);
    return TerminalVO.of(terminals.getOfAnybody(terminalNo));
  }

  @PostMapping("/{terminalNo}/activation-codes")
  ResponseEntity<ActivationCodeVO> issueCode(
      HttpServletRequest request, @PathVariable("terminalNo") String terminalNo) {
    String operatorNo = administrator(request);
    return ActivationCodeVO.answer(
        activations.issue(terminals.getOfAnybody(terminalNo), operatorNo));
  }

  @PostMapping("/{terminalNo}/lost")
  TerminalVO lost(
      HttpServletRequest request,
      @PathVariable("terminalNo") String terminalNo,
      @Valid @RequestBody TerminalEndDTO end) {
    return end(request, terminalNo, TerminalStatus.LOST, end);
  }

  @PostMapping("/{terminalNo}/revoke")
  TerminalVO revoke(
      HttpServletRequest request,
      @PathVariable("terminalNo") String terminalNo,
      @Valid @RequestBody TerminalEndDTO end) {
    return end(request, terminalNo, TerminalStatus.REVOKED, end);
  }

  private TerminalVO end(
      HttpServletRequest request, String terminalNo, TerminalStatus to, TerminalEndDTO end) {
    String operatorNo = administrator(request);
    return TerminalVO.of(
        life.end(terminals.getOfAnybody(terminalNo), to, end.reason().strip(), operatorNo));
  }

  @PostMapping("/{terminalNo}/reinstate")
  TerminalVO reinstate(HttpServletRequest request, @PathVariable("terminalNo") String terminalNo) {
    String operatorNo = administrator(request);
    return TerminalVO.of(life.reinstate(terminals.getOfAnybody(terminalNo), operatorNo));
  }

  @PostMapping("/{terminalNo}/move")
  TerminalVO move(
      HttpServletRequest request,
      @PathVariable("terminalNo") String terminalNo,
      @Valid @RequestBody TerminalMoveDTO to) {
    String operatorNo = administrator(request);
    return TerminalVO.of(
        life.move(terminals.getOfAnybody(terminalNo), to.merchantNo(), to.storeId(), operatorNo));
  }

  @PostMapping("/{terminalNo}/rotate-key")
  TerminalVO rotateKey(HttpServletRequest request, @PathVariable("terminalNo") String terminalNo) {
    String operatorNo = administrator(request);
    return TerminalVO.of(life.requestRotation(terminals.getOfAnybody(terminalNo), operatorNo));
  }

  private static String administrator(HttpServletRequest request) {
    return ActingOperator.of(request).mustBe(OperatorRole.ADMIN).operatorNo();
  }
}
