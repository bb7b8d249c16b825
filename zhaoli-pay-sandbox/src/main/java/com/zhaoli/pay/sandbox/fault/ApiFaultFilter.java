package com.zhaoli.pay.sandbox.fault;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Makes a channel's API slow, broken or mute, before and after the call itself. */
@Component
@Order(-50)
final class ApiFaultFilter extends OncePerRequestFilter {
  /** Held answers occupy a thread each; the rest of the server must stay usable. */
  private static final int MAX_HELD = 100;

  private final Faults faults;
  private final Semaphore held = new Semaphore(MAX_HELD);

  ApiFaultFilter(Faults faults) {
    this.faults = faults;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return targetOf(request) == null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    FaultTarget target = targetOf(request);
    if (target == null) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Fault> delay = faults.strike(target, FaultKind.DELAY);
    if (delay.isPresent()) {
      hold(delay.get().millis());
    }
    if (faults.strikes(target, FaultKind.ERROR_500)) {
      answerError(response, 500);
      return;
    }
    Optional<Fault> mute = faults.strike(target, FaultKind.TIMEOUT_AFTER_EFFECT);
    if (mute.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    // The answer is made and thrown away: only its effect stays.
    chain.doFilter(request, new ContentCachingResponseWrapper(response));
    hold(mute.get().millis());
    response.reset();
    answerError(response, 504);
  }

  private void hold(long millis) {
    if (!held.tryAcquire()) {
      return;
    }
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      held.release();
    }
  }

  private static void answerError(HttpServletResponse response, int status) throws IOException {
    response.setStatus(status);
    response.setContentType("application/json;charset=UTF-8");
    response
        .getOutputStream()
        .write(
            "{\"code\":\"SYSTEM_ERROR\",\"message\":\"injected fault\"}"
                .getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable FaultTarget targetOf(HttpServletRequest request) {
    String path = request.getRequestURI();
    if (path.startsWith("/alipay/")) {
      return FaultTarget.ALIPAY;
    }
    if (path.startsWith("/v3/")) {
      return FaultTarget.WECHAT_PAY;
    }
    if (path.startsWith("/cgi-bin/")) {
      return FaultTarget.WECHAT_MP;
    }
    if (path.startsWith("/chatbot/")) {
      return FaultTarget.CHATBOT;
    }
    return null;
  }
}
