package com.zhaoli.pay.pos.terminal.web;

import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.pos.terminal.Activations;
import com.zhaoli.pay.pos.terminal.TerminalBO;
import com.zhaoli.pay.pos.terminal.TerminalLife;
import com.zhaoli.pay.pos.terminal.TerminalRegistration;
import com.zhaoli.pay.pos.terminal.TerminalStatus;
import com.zhaoli.pay.pos.terminal.Terminals;
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
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Terminals for merchants. The gateway has checked the signature and says whose it was. Moving a
 * terminal, and taking a lost one back into use, is for operators.
 */
@RestController
@RequestMapping("/openapi/v1/terminals")
class TerminalController {
  private final Terminals terminals;
  private final TerminalLife life;
  private final Activations activations;

  TerminalController(Terminals terminals, TerminalLife life, Activations activations) {
    this.terminals = terminals;
    this.life = life;
    this.activations = activations;
  }

  /** What a merchant registers. */
  record OwnTerminalDTO(
      @NotNull @Pattern(regexp = "[0-9A-Za-z_-]{1,32}") String storeId,
      @NotNull @Pattern(regexp = "[0-9A-Za-z-]{1,64}") String serialNumber) {}

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  TerminalVO register(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @Valid @RequestBody OwnTerminalDTO own) {
    return TerminalVO.of(
        terminals.register(
            new TerminalRegistration(merchantNo, own.storeId(), own.serialNumber(), merchantNo)));
  }

  @GetMapping
  TerminalPageVO list(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @RequestParam(name = "after", required = false) @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "50") @Min(1) @Max(200) int limit) {
    return TerminalPageVO.of(terminals, merchantNo, after, limit);
  }

  @GetMapping("/{terminalNo}")
  TerminalVO get(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable("terminalNo") String terminalNo) {
    return TerminalVO.of(terminals.get(merchantNo, terminalNo));
  }

  @PostMapping("/{terminalNo}/activation-codes")
  ResponseEntity<ActivationCodeVO> issueCode(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable("terminalNo") String terminalNo) {
    return ActivationCodeVO.answer(
        activations.issue(terminals.get(merchantNo, terminalNo), merchantNo));
  }

  @PostMapping("/{terminalNo}/lost")
  TerminalVO lost(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable("terminalNo") String terminalNo,
      @Valid @RequestBody TerminalEndDTO end) {
    return end(merchantNo, terminalNo, TerminalStatus.LOST, end);
  }

  @PostMapping("/{terminalNo}/revoke")
  TerminalVO revoke(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable("terminalNo") String terminalNo,
      @Valid @RequestBody TerminalEndDTO end) {
    return end(merchantNo, terminalNo, TerminalStatus.REVOKED, end);
  }

  private TerminalVO end(
      String merchantNo, String terminalNo, TerminalStatus to, TerminalEndDTO end) {
    TerminalBO terminal = terminals.get(merchantNo, terminalNo);
    return TerminalVO.of(life.end(terminal, to, end.reason().strip(), merchantNo));
  }

  @PostMapping("/{terminalNo}/rotate-key")
  TerminalVO rotateKey(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable("terminalNo") String terminalNo) {
    return TerminalVO.of(life.requestRotation(terminals.get(merchantNo, terminalNo), merchantNo));
  }
}
