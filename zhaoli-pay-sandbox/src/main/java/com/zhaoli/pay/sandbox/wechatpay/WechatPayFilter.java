package com.zhaoli.pay.sandbox.wechatpay;

import com.zhaoli.pay.common.web.RepeatableRequest;
import com.zhaoli.pay.sandbox.fault.FaultKind;
import com.zhaoli.pay.sandbox.fault.FaultTarget;
import com.zhaoli.pay.sandbox.fault.Faults;
import com.zhaoli.pay.sandbox.keys.WechatPayKeys;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.databind.json.JsonMapper;

/** Every call under {@code /v3}: verified before it is read, its answer signed as it is sent. */
@Component
@Order(-40)
final class WechatPayFilter extends OncePerRequestFilter {
  private static final int MAX_BODY_BYTES = 256 * 1024;

  private final WechatPayCredential credential;
  private final WechatPaySigner signer;
  private final WechatPayKeys keys;
  private final Faults faults;
  private final JsonMapper json;

  WechatPayFilter(
      WechatPayCredential credential,
      WechatPaySigner signer,
      WechatPayKeys keys,
      Faults faults,
      JsonMapper json) {
    this.credential = credential;
    this.signer = signer;
    this.keys = keys;
    this.faults = faults;
    this.json = json;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith("/v3/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    byte[] body = request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
    if (request.getRequestURI().equals(BillController.DOWNLOAD_PATH)) {
      download(request, response, chain, body);
      return;
    }
    ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
    try {
      if (body.length > MAX_BODY_BYTES) {
        throw new WechatPayError(413, "PARAM_ERROR", "请求体过大");
      }
      credential.verify(
          request.getHeader("Authorization"), request.getMethod(), pathAndQuery(request), body);
      chain.doFilter(new RepeatableRequest(request, body), answer);
    } catch (WechatPayError refusal) {
      WechatPayErrors.write(answer, refusal, json);
    }
    boolean bad = faults.strikes(FaultTarget.WECHAT_PAY, FaultKind.BAD_SIGNATURE);
    signer
        .headers(answer.getContentAsByteArray(), serialFor(request), bad)
        .forEach(answer::setHeader);
    answer.copyBodyToResponse();
  }

  /** A bill passes through as it is read: it may be large, and its answer is not signed. */
  private void download(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain, byte[] body)
      throws ServletException, IOException {
    try {
      credential.verify(
          request.getHeader("Authorization"), request.getMethod(), pathAndQuery(request), body);
    } catch (WechatPayError refusal) {
      WechatPayErrors.write(response, refusal, json);
      return;
    }
    chain.doFilter(request, response);
  }

  /** A merchant that asks for certificates has none yet, so it cannot name one. */
  private String serialFor(HttpServletRequest request) {
    String requested = request.getHeader("Wechatpay-Serial");
    boolean namesNone = requested == null || requested.isBlank();
    return namesNone && request.getRequestURI().equals("/v3/certificates")
        ? keys.platformSerial()
        : signer.serialFor(requested);
  }

  private static String pathAndQuery(HttpServletRequest request) {
    String query = request.getQueryString();
    return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
  }
}
