package com.zhaoli.pay.sandbox.alipay;

import com.zhaoli.pay.sandbox.SandboxAddress;
import com.zhaoli.pay.sandbox.fault.FaultKind;
import com.zhaoli.pay.sandbox.fault.FaultTarget;
import com.zhaoli.pay.sandbox.fault.Faults;
import com.zhaoli.pay.sandbox.keys.AlipayKeys;
import com.zhaoli.pay.sandbox.wallet.WalletPages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Alipay's one address. The method is a parameter; parameters come in the query and in the form
 * body, and the signature covers both. The answer's signature covers the exact text of its content.
 * Two methods are for browsers and answer with a page.
 */
@RestController
final class AlipayGatewayController {
  private static final Logger log = LoggerFactory.getLogger(AlipayGatewayController.class);

  private final AlipayKeys keys;
  private final AlipayGate gate;
  private final AlipaySignature signature;
  private final AlipayPages pages;
  private final SandboxAddress address;
  private final Faults faults;
  private final JsonMapper json;
  private final Map<String, Function<AlipayRequest, AlipayAnswer>> methods = new HashMap<>();

  AlipayGatewayController(
      AlipayKeys keys,
      AlipayGate gate,
      AlipaySignature signature,
      AlipayPages pages,
      List<AlipayMethods> families,
      SandboxAddress address,
      Faults faults,
      JsonMapper json) {
    this.keys = keys;
    this.gate = gate;
    this.signature = signature;
    this.pages = pages;
    this.address = address;
    this.faults = faults;
    this.json = json;
    families.forEach(family -> methods.putAll(family.methods()));
  }

  @RequestMapping(
      path = "/alipay/gateway.do",
      method = {RequestMethod.GET, RequestMethod.POST})
  ResponseEntity<byte[]> gateway(HttpServletRequest request) {
    Map<String, String> parameters = new LinkedHashMap<>();
    request.getParameterMap().forEach((name, values) -> parameters.put(name, values[0]));
    String method = parameters.getOrDefault("method", "");
    if (pages.serves(method)) {
      return page(parameters, address.seenBy(request));
    }
    AlipayAnswer answer;
    boolean certificateMode = false;
    try {
      AlipayRequest admitted = gate.admit(parameters, address.seenBy(request));
      certificateMode = admitted.certificateMode();
      Function<AlipayRequest, AlipayAnswer> operation = methods.get(method);
      answer =
          operation == null
              ? AlipayAnswer.invalid("isv.invalid-method", "不存在的方法名")
              : operation.apply(admitted);
    } catch (AlipayRefusal refusal) {
      answer = refusal.answer();
    }
    log.info("Alipay {}: {}", nodeOf(method), answer.fields().getOrDefault("code", "ok"));
    // An app that Alipay does not know gets an answer without a signature.
    boolean signed = keys.appId().equals(parameters.get("app_id"));
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .body(envelope(nameOf(method, answer), answer, signed, certificateMode));
  }

  /** Leads the browser to the page on which a person pays, or shows why there is none. */
  private ResponseEntity<byte[]> page(Map<String, String> parameters, String seenAs) {
    try {
      URI page = pages.open(gate.admit(parameters, seenAs));
      return ResponseEntity.status(HttpStatus.FOUND).location(page).build();
    } catch (AlipayRefusal refusal) {
      Map<String, Object> fields = refusal.answer().fields();
      return WalletPages.refused(
          String.valueOf(fields.get("sub_code")), String.valueOf(fields.get("sub_msg")));
    }
  }

  private byte[] envelope(
      String name, AlipayAnswer answer, boolean signed, boolean certificateMode) {
    String content = json.writeValueAsString(answer.fields());
    StringBuilder body = new StringBuilder("{\"").append(name).append("\":").append(content);
    if (signed) {
      if (certificateMode) {
        body.append(",\"alipay_cert_sn\":\"").append(keys.alipayCertificateSerial()).append('"');
      }
      boolean bad = faults.strikes(FaultTarget.ALIPAY, FaultKind.BAD_SIGNATURE);
      body.append(",\"sign\":\"")
          .append(signature.signAnswer(bad ? content + " " : content))
          .append('"');
    }
    return body.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The name under which the answer stands; refused logins are answered under one of their own. */
  private static String nameOf(String method, AlipayAnswer answer) {
    boolean refusedLogin = method.equals(AlipayLogin.METHOD) && answer.fields().containsKey("code");
    return refusedLogin ? "error_response" : nodeOf(method) + "_response";
  }

  /** The method comes from outside, so it is cleaned. */
  private static String nodeOf(String method) {
    return method.isEmpty() ? "error" : method.replaceAll("[^a-z0-9.]", "").replace('.', '_');
  }
}
