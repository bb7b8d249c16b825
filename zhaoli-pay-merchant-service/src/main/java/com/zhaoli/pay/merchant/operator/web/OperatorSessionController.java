package com.zhaoli.pay.merchant.operator.web;

import com.zhaoli.pay.common.client.merchant.OperatorIdentity;
import com.zhaoli.pay.common.client.merchant.OperatorToken;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.web.SameOrigin;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.merchant.operator.OperatorSessionBO;
import com.zhaoli.pay.merchant.operator.OperatorSessions;
import com.zhaoli.pay.merchant.operator.OwnSessionBO;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Operators log in and out, and see where they are logged in. */
@RestController
class OperatorSessionController {
  private final OperatorSessions sessions;
  private final SessionCookies cookies;
  private final SameOrigin sameOrigin;

  OperatorSessionController(
      OperatorSessions sessions, SessionCookies cookies, SameOrigin sameOrigin) {
    this.sessions = sessions;
    this.cookies = cookies;
    this.sameOrigin = sameOrigin;
  }

  @PostMapping("/ops/v1/sessions")
  ResponseEntity<OperatorSessionVO> open(
      @Valid @RequestBody OperatorLoginDTO login, HttpServletRequest request) {
    if (login.inBrowser()) {
      // No other site's page puts its own operator's session into somebody's browser.
      sameOrigin.require(request);
    }
    // The gateway's X-Forwarded-For, which it lets nobody else set.
    OperatorSessionBO session = sessions.open(login.from(request.getRemoteAddr()));
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(HttpStatus.CREATED).cacheControl(CacheControl.noStore());
    if (login.inBrowser()) {
      answer.header(HttpHeaders.SET_COOKIE, cookies.of(session, request.isSecure()));
    }
    return answer.body(OperatorSessionVO.of(session, !login.inBrowser()));
  }

  @GetMapping("/ops/v1/sessions")
  OwnSessionsVO list(HttpServletRequest request) {
    String operatorNo = ActingOperator.of(request).operatorNo();
    String current = sessionOf(request);
    return new OwnSessionsVO(
        sessions.of(operatorNo).stream()
            .map(session -> OwnSessionVO.of(session, session.sessionNo().equals(current)))
            .toList());
  }

  /** Logs out: the token counts nowhere any more. */
  @DeleteMapping("/ops/v1/sessions/current")
  ResponseEntity<Void> logOut(HttpServletRequest request) {
    sessions.logOut(ActingOperator.of(request).operatorNo(), sessionOf(request));
    return ResponseEntity.noContent()
        .header(HttpHeaders.SET_COOKIE, cookies.gone(request.isSecure()))
        .build();
  }

  @DeleteMapping("/ops/v1/sessions/{sessionNo}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void end(
      @PathVariable("sessionNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a session") String sessionNo,
      HttpServletRequest request) {
    sessions.end(ActingOperator.of(request).operatorNo(), sessionNo);
  }

  @PostMapping("/internal/v1/operator-sessions/verify")
  OperatorIdentity verify(@RequestBody OperatorToken token) {
    return sessions
        .verify(token.token().value())
        .map(
            session ->
                new OperatorIdentity(
                    session.operator().operatorNo(),
                    session.operator().username(),
                    session.operator().roles().stream().map(Enum::name).toList(),
                    session.sessionNo()))
        .orElseThrow(() -> new ApiException(ErrorCode.OPERATOR_UNAUTHENTICATED));
  }

  private static @Nullable String sessionOf(HttpServletRequest request) {
    return request.getHeader(ZhaoliHeaders.OPERATOR_SESSION);
  }

  /** An operator's own sessions, the newest first. */
  record OwnSessionsVO(List<OwnSessionVO> items) {}

  /**
   * One of them.
   *
   * @param current whether it is the one that asks
   */
  record OwnSessionVO(
      String sessionNo,
      Instant createdAt,
      Instant expiresAt,
      @Nullable String address,
      boolean inBrowser,
      boolean current) {
    static OwnSessionVO of(OwnSessionBO session, boolean current) {
      return new OwnSessionVO(
          session.sessionNo(),
          session.createdAt(),
          session.expiresAt(),
          session.address(),
          session.inBrowser(),
          current);
    }
  }
}
