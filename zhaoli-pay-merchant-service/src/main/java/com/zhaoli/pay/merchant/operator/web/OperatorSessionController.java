package com.zhaoli.pay.merchant.operator.web;

import com.zhaoli.pay.common.client.merchant.OperatorIdentity;
import com.zhaoli.pay.common.client.merchant.OperatorToken;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.merchant.operator.OperatorSessionBO;
import com.zhaoli.pay.merchant.operator.OperatorSessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OperatorSessionController {
  private final OperatorSessions sessions;

  OperatorSessionController(OperatorSessions sessions) {
    this.sessions = sessions;
  }

  @PostMapping("/ops/v1/sessions")
  ResponseEntity<OperatorSessionVO> open(
      @Valid @RequestBody OperatorLoginDTO login, HttpServletRequest request) {
    // The gateway's X-Forwarded-For, which it lets nobody else set.
    OperatorSessionBO session =
        sessions.open(login.username(), login.password(), request.getRemoteAddr());
    return ResponseEntity.status(HttpStatus.CREATED)
        .cacheControl(CacheControl.noStore())
        .body(OperatorSessionVO.of(session));
  }

  @PostMapping("/internal/v1/operator-sessions/verify")
  OperatorIdentity verify(@RequestBody OperatorToken token) {
    return sessions
        .verify(token.token().value())
        .map(
            operator ->
                new OperatorIdentity(
                    operator.operatorNo(),
                    operator.username(),
                    operator.roles().stream().map(Enum::name).toList()))
        .orElseThrow(() -> new ApiException(ErrorCode.OPERATOR_UNAUTHENTICATED));
  }
}
