package com.zhaoli.pay.sandbox.alipay;

import com.zhaoli.pay.sandbox.keys.AlipayKeys;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lets a request in when its common parameters are right and the app has signed it. */
@Component
final class AlipayGate {
  private final AlipayKeys keys;
  private final AlipaySignature signature;
  private final JsonMapper json;

  AlipayGate(AlipayKeys keys, AlipaySignature signature, JsonMapper json) {
    this.keys = keys;
    this.signature = signature;
    this.json = json;
  }

  /** The request, or the refusal that the real gateway gives. */
  AlipayRequest admit(Map<String, String> parameters, String address) {
    String method = parameters.getOrDefault("method", "");
    if (method.isEmpty()) {
      throw new AlipayRefusal(AlipayAnswer.missing("isv.missing-method", "缺少方法名参数"));
    }
    if (!keys.appId().equals(parameters.get("app_id"))) {
      throw invalid("isv.invalid-app-id", "无效的AppID参数");
    }
    if (!"RSA2".equals(parameters.get("sign_type"))) {
      throw invalid("isv.invalid-signature-type", "无效的签名类型");
    }
    if (!"UTF-8".equalsIgnoreCase(parameters.getOrDefault("charset", "UTF-8"))) {
      throw invalid("isv.invalid-charset", "字符集错误");
    }
    boolean certificateMode = namesCertificates(parameters);
    if (!signature.verifyRequest(parameters)) {
      throw invalid(
          "isv.invalid-signature", "验签出错，请确认charset参数放在了URL查询字符串中且各参数值使用charset参数指示的字符集编码");
    }
    if (AlipayFormat.instant(parameters.get("timestamp")).isEmpty()) {
      throw invalid("isv.invalid-timestamp", "非法的时间戳参数");
    }
    return new AlipayRequest(method, biz(parameters), parameters, certificateMode, address);
  }

  /** In certificate mode a request names its certificate and the root; both or none. */
  private boolean namesCertificates(Map<String, String> parameters) {
    String app = parameters.getOrDefault("app_cert_sn", "");
    String root = parameters.getOrDefault("alipay_root_cert_sn", "");
    if (app.isEmpty() && root.isEmpty()) {
      return false;
    }
    if (!keys.appCertificateSerial().equals(app)) {
      throw invalid("isv.invalid-app-cert-sn", "应用公钥证书SN不正确");
    }
    if (!keys.rootCertificateSerial().equals(root)) {
      throw invalid("isv.invalid-alipay-root-cert-sn", "支付宝根证书SN不正确");
    }
    return true;
  }

  private JsonNode biz(Map<String, String> parameters) {
    try {
      return json.readTree(parameters.getOrDefault("biz_content", "{}"));
    } catch (JacksonException e) {
      throw invalid("isv.invalid-parameter", "biz_content 不是合法的 JSON");
    }
  }

  private static AlipayRefusal invalid(String subCode, String subMessage) {
    return new AlipayRefusal(AlipayAnswer.invalid(subCode, subMessage));
  }
}
