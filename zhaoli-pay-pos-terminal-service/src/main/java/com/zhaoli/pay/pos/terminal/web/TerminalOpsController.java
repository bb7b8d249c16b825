package com.zhaoli.pay.pos.terminal.web;

import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.pos.terminal.Terminals;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/ops/v1/terminals")
class TerminalOpsController {
  private final Terminals terminals;

  TerminalOpsController(Terminals terminals) {
    this.terminals = terminals;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  TerminalVO register(
      @RequestHeader(name = ZhaoliHeaders.OPERATOR, required = false) @Nullable String operator,
      @RequestHeader(name = ZhaoliHeaders.OPERATOR_ROLES, required = false) @Nullable String roles,
      @Valid @RequestBody TerminalRegistrationDTO registration) {
    ActingOperator acting = ActingOperator.of(operator, roles).mustBe(OperatorRole.ADMIN);
    return TerminalVO.of(terminals.register(registration.by(acting.operatorNo())));
  }

  @GetMapping
  TerminalPageVO list(
      @RequestHeader(name = ZhaoliHeaders.OPERATOR, required = false) @Nullable String operator,
      @RequestParam("merchantNo") String merchantNo,
      @RequestParam(name = "after", required = false) @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "50") @Min(1) @Max(200) int limit) {
    ActingOperator.of(operator, null);
    // One more than asked for tells whether there is a next page.
    List<TerminalVO> found =
        terminals.list(merchantNo, after, limit + 1).stream().map(TerminalVO::of).toList();
    return found.size() <= limit
        ? new TerminalPageVO(found, null)
        : new TerminalPageVO(found.subList(0, limit), found.get(limit - 1).terminalNo());
  }
}
