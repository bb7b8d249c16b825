package com.zhaoli.pay.payment.channel.alipay;

import java.util.function.UnaryOperator;

/** Answers that Alipay has not given, each made to get past the SDK's look at signatures. */
enum TestForgery {
  /** The SDK asks for no signature where there is a sub_code. */
  UNSIGNED {
    @Override
    String of(String name, String content, String serial, UnaryOperator<String> sign) {
      return "{\"" + name + "\":" + withSubCode(content) + serial + "}";
    }
  },
  /** In certificate mode it looks at no signature where no certificate is named. */
  BY_NO_CERTIFICATE {
    @Override
    String of(String name, String content, String serial, UnaryOperator<String> sign) {
      return "{\"" + name + "\":" + withSubCode(content) + ",\"sign\":\"eHh4\"}";
    }
  },
  /** It reads some escapes wrongly, and so finds no field of this name. */
  BY_A_NAME_IN_ESCAPES {
    @Override
    String of(String name, String content, String serial, UnaryOperator<String> sign) {
      return "{\"" + name + "\":" + withSubCode(content) + serial + ",\"sig\\u006e\":\"eHh4\"}";
    }
  },
  /** The same with the name of the certificate's field. */
  BY_A_CERTIFICATE_IN_ESCAPES {
    @Override
    String of(String name, String content, String serial, UnaryOperator<String> sign) {
      return "{\""
          + name
          + "\":"
          + withSubCode(content)
          + ",\"sign\":\"eHh4\",\"alipay_cert_s\\u006e\":\"d\"}";
    }
  },
  /** The same with a signature that it takes for a blank. */
  BY_A_BLANK_IN_ESCAPES {
    @Override
    String of(String name, String content, String serial, UnaryOperator<String> sign) {
      return "{\"" + name + "\":" + withSubCode(content) + serial + ",\"sign\":\"\\u203d\"}";
    }
  },
  /** It fetches a certificate that it does not know, by an answer that it does not verify. */
  BY_ANOTHER_CERTIFICATE {
    @Override
    String of(String name, String content, String serial, UnaryOperator<String> sign) {
      return "{\"%s\":%s,\"alipay_cert_sn\":\"%s\",\"sign\":\"%s\"}"
          .formatted(
              name, content, TestAlipay.MERCHANT_SERIAL, TestAlipay.signedByMerchant(content));
    }
  },
  /** It verifies the text behind the answer's name, but reads the first object that it finds. */
  BESIDE_A_GENUINE_ANSWER {
    @Override
    String of(String name, String content, String serial, UnaryOperator<String> sign) {
      StringBuilder body = new StringBuilder("{\"" + name + "\":" + GENUINE);
      for (char other = 'a'; other <= 'p'; other++) {
        body.append(",\"").append(other).append("\":").append(content);
      }
      return body + serial + ",\"sign\":\"" + sign.apply(GENUINE) + "\"}";
    }
  },
  /** The same, with the answer's name spelt so that its text is found elsewhere first. */
  AROUND_A_GENUINE_ANSWER {
    @Override
    String of(String name, String content, String serial, UnaryOperator<String> sign) {
      String spelt = "\\u0061" + name.substring(1);
      String around = content.substring(0, content.length() - 1);
      return "{\"%s\":%s,\"x\":{\"%s\":%s}}%s,\"sign\":\"%s\"}"
          .formatted(spelt, around, name, GENUINE, serial, sign.apply(GENUINE));
    }
  },
  /** The same, with the genuine answer in a place where no object is looked for. */
  AFTER_A_GENUINE_ANSWER {
    @Override
    String of(String name, String content, String serial, UnaryOperator<String> sign) {
      String spelt = "\\u0061" + name.substring(1);
      return "{\"x\":[{\"%s\":%s}],\"%s\":%s%s,\"sign\":\"%s\"}"
          .formatted(name, GENUINE, spelt, content, serial, sign.apply(GENUINE));
    }
  };

  /** What Alipay has really signed once. */
  private static final String GENUINE =
      "{\"code\":\"10000\",\"msg\":\"Success\",\"out_trade_no\":\"at_other\"}";

  /**
   * The body of such an answer.
   *
   * @param name of the answer
   * @param content what is to be believed
   * @param serial how the answer names Alipay's certificate; empty in key mode
   * @param sign with Alipay's key: only what Alipay has signed
   */
  abstract String of(String name, String content, String serial, UnaryOperator<String> sign);

  private static String withSubCode(String content) {
    return content.contains("\"sub_code\"")
        ? content
        : content.substring(0, content.length() - 1) + ",\"sub_code\":\"x\"}";
  }
}
