package com.zhaoli.pay.sandbox.alipay;

import com.zhaoli.pay.sandbox.fault.FaultKind;
import com.zhaoli.pay.sandbox.fault.FaultTarget;
import com.zhaoli.pay.sandbox.fault.Faults;
import com.zhaoli.pay.sandbox.keys.AlipayKeys;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Alipay's one address. The method is a parameter; parameters come in the query and in the form
 * body, and the signature covers both. The answer's signature covers the exact text of its content.
 */
@RestController
final class AlipayGatewayController {
  private static final Logger log = LoggerFactory.getLogger(AlipayGatewayController.class);

  private final AlipayKeys keys;
  private final AlipaySignature signature;
  private final AlipayTrades trades;
  private final Faults faults;
  private final JsonMapper json;

  AlipayGatewayController(
      AlipayKeys keys,
      AlipaySignature signature,
      AlipayTrades trades,
      Faults faults,
      JsonMapper json) {
    this.keys = keys;
    this.signature = signature;
    this.trades = trades;
    this.faults = faults;
    this.json = json;
  }

  @PostMapping("/alipay/gateway.do")
  ResponseEntity<byte[]> gateway(HttpServletRequest request) {
    Map<String, String> parameters = new LinkedHashMap<>();
    request.getParameterMap().forEach((name, values) -> parameters.put(name, values[0]));
    String method = parameters.getOrDefault("method", "");
    AlipayAnswer answer = answer(method, parameters);
    log.info("Alipay {}: {}", nodeOf(method), answer.fields().get("code"));
    // An app that Alipay does not know gets an answer without a signature.
    boolean signed = keys.appId().equals(parameters.get("app_id"));
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .body(envelope(method, answer, signed));
  }

  private AlipayAnswer answer(String method, Map<String, String> parameters) {
    if (method.isEmpty()) {
      return AlipayAnswer.missing("isv.missing-method", "缺少方法名参数");
    }
    if (!keys.appId().equals(parameters.get("app_id"))) {
      return AlipayAnswer.invalid("isv.invalid-app-id", "无效的AppID参数");
    }
    if (!"RSA2".equals(parameters.get("sign_type"))) {
      return AlipayAnswer.invalid("isv.invalid-signature-type", "无效的签名类型");
    }
    if (!"UTF-8".equalsIgnoreCase(parameters.getOrDefault("charset", "UTF-8"))) {
      return AlipayAnswer.invalid("isv.invalid-charset", "字符集错误");
    }
    if (!signature.verifyRequest(parameters)) {
      return AlipayAnswer.invalid(
          "isv.invalid-signature", "验签出错，请确认charset参数放在了URL查询字符串中且各参数值使用charset参数指示的字符集编码");
    }
    if (AlipayFormat.instant(parameters.get("timestamp")).isEmpty()) {
      return AlipayAnswer.invalid("isv.invalid-timestamp", "非法的时间戳参数");
    }
    JsonNode biz;
    try {
      biz = json.readTree(parameters.getOrDefault("biz_content", "{}"));
    } catch (JacksonException e) {
      return AlipayAnswer.invalid("isv.invalid-parameter", "biz_content 不是合法的 JSON");
    }
    return switch (method) {
      case "alipay.trade.precreate" -> trades.precreate(biz, parameters.get("notify_url"));
      case "alipay.trade.query" -> trades.query(biz);
      case "alipay.trade.close" -> trades.close(biz);
      default -> AlipayAnswer.invalid("isv.invalid-method", "不存在的方法名");
    };
  }

  private byte[] envelope(String method, AlipayAnswer answer, boolean signed) {
    String content = json.writeValueAsString(answer.fields());
    StringBuilder body =
        new StringBuilder("{\"").append(nodeOf(method)).append("_response\":").append(content);
    if (signed) {
      boolean bad = faults.strikes(FaultTarget.ALIPAY, FaultKind.BAD_SIGNATURE);
      body.append(",\"sign\":\"")
          .append(signature.signAnswer(bad ? content + " " : content))
          .append('"');
    }
    return body.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The name under which the answer stands; the method comes from outside, so it is cleaned. */
  private static String nodeOf(String method) {
    return method.isEmpty() ? "error" : method.replaceAll("[^a-z0-9.]", "").replace('.', '_');
  }
}
