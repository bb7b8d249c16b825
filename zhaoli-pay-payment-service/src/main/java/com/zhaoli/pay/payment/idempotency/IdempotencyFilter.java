package com.zhaoli.pay.payment.idempotency;

import com.zhaoli.pay.common.cors.CorsHeaders;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.web.ErrorBodyWriter;
import com.zhaoli.pay.common.web.RepeatableRequest;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.payment.idempotency.internal.IdempotencyStore;
import com.zhaoli.pay.payment.idempotency.internal.IdempotencyStore.Admission;
import com.zhaoli.pay.payment.idempotency.internal.IdempotencyStore.Admission.First;
import com.zhaoli.pay.payment.idempotency.internal.IdempotencyStore.Admission.InProgress;
import com.zhaoli.pay.payment.idempotency.internal.IdempotencyStore.Admission.Replay;
import com.zhaoli.pay.payment.idempotency.internal.IdempotencyStore.Admission.Reused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * {@code Idempotency-Key} on POST requests of the open API: the same request with the same key gets
 * the first answer again, marked {@code Idempotency-Replayed: true}. The scope of a key is merchant
 * and path. Answers of 5xx, and of 409 for a request that is being worked on, do not count: the
 * same request tries again.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class IdempotencyFilter extends OncePerRequestFilter {
  static final String KEY = "Idempotency-Key";
  static final String REPLAYED = "Idempotency-Replayed";

  private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);
  private static final Pattern VALID_KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

  /** The gateway takes no larger body. */
  private static final int MAX_BODY_BYTES = 1024 * 1024;

  private final IdempotencyStore store;
  private final ErrorBodyWriter errors;
  private final CorsHeaders cors;

  IdempotencyFilter(IdempotencyStore store, ErrorBodyWriter errors, CorsHeaders cors) {
    this.store = store;
    this.errors = errors;
    this.cors = cors;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST")
        || request.getHeader(KEY) == null
        || request.getHeader(ZhaoliHeaders.MERCHANT_NO) == null
        || !request.getRequestURI().startsWith("/openapi/v1/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String key = String.valueOf(request.getHeader(KEY));
    if (!VALID_KEY.matcher(key).matches()) {
      errors.write(
          request,
          response,
          ApiException.of(
              ErrorCode.REQUEST_INVALID, KEY, "must be 1 to 255 visible ASCII characters"));
      return;
    }
    byte[] body = request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      errors.write(request, response, new ApiException(ErrorCode.BODY_TOO_LARGE));
      return;
    }
    String merchantNo = String.valueOf(request.getHeader(ZhaoliHeaders.MERCHANT_NO));
    String keyHash = hash(request.getRequestURI(), key, null);
    String requestHash =
        hash(request.getRequestURI(), String.valueOf(request.getQueryString()), body);
    Admission admission = store.admit(merchantNo, keyHash, requestHash);
    if (admission instanceof First first) {
      workAndKeep(
          new RepeatableRequest(request, body),
          response,
          chain,
          merchantNo,
          keyHash,
          first.lockedUntil());
    } else if (admission instanceof Replay replay) {
      replay(request, response, replay);
    } else {
      refuse(request, response, admission);
    }
  }

  private void workAndKeep(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      String merchantNo,
      String keyHash,
      Instant lockedUntil)
      throws ServletException, IOException {
    ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
    boolean counts = false;
    try {
      chain.doFilter(request, answer);
      counts = counts(answer.getStatus(), answer.getContentAsByteArray());
      if (counts) {
        String text = new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
        store.answered(merchantNo, keyHash, lockedUntil, answer.getStatus(), text);
      }
    } finally {
      if (!counts) {
        forget(merchantNo, keyHash, lockedUntil);
      }
    }
    answer.copyBodyToResponse();
  }

  /** Should that fail, the lock ends by itself. */
  private void forget(String merchantNo, String keyHash, Instant lockedUntil) {
    try {
      store.forget(merchantNo, keyHash, lockedUntil);
    } catch (RuntimeException e) {
      log.warn("an Idempotency-Key stays locked until {}", lockedUntil, e);
    }
  }

  private static boolean counts(int status, byte[] body) {
    return status < 500
        && status != 429
        && !(status == 409
            && new String(body, StandardCharsets.UTF_8)
                .contains(ErrorCode.REQUEST_IN_PROGRESS.name()));
  }

  /** No controller answers here, so that no aspect sets the CORS headers. */
  private void replay(HttpServletRequest request, HttpServletResponse response, Replay replay)
      throws IOException {
    response.setStatus(replay.status());
    cors.apply(request, response);
    response.setHeader(REPLAYED, "true");
    response.setContentType("application/json");
    response.getOutputStream().write(replay.body().getBytes(StandardCharsets.UTF_8));
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response, Admission admission)
      throws IOException {
    ErrorCode code =
        admission instanceof Reused
            ? ErrorCode.IDEMPOTENCY_KEY_REUSED
            : ErrorCode.REQUEST_IN_PROGRESS;
    if (admission instanceof InProgress) {
      response.setHeader("Retry-After", "1");
    }
    errors.write(request, response, new ApiException(code));
  }

  private static String hash(String path, String text, byte @Nullable [] body) {
    MessageDigest sha256 = DigestUtils.getSha256Digest();
    sha256.update((path + "\n" + text + "\n").getBytes(StandardCharsets.UTF_8));
    if (body != null) {
      sha256.update(body);
    }
    return HexFormat.of().formatHex(sha256.digest());
  }
}
