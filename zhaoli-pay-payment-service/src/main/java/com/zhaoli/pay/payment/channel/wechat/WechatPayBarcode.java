package com.zhaoli.pay.payment.channel.wechat;

import com.wechat.pay.java.core.http.HttpMethod;
import com.wechat.pay.java.core.http.HttpRequest;
import com.wechat.pay.java.core.http.JsonRequestBody;
import com.wechat.pay.java.core.http.JsonResponseBody;
import com.wechat.pay.java.core.http.ResponseBody;
import com.wechat.pay.java.service.payments.model.Transaction;
import com.zhaoli.pay.payment.channel.ChannelOrder;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Closed;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Declined;
import com.zhaoli.pay.payment.channel.ChannelOutcome.NotPaid;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import com.zhaoli.pay.payment.channel.ReverseOutcome;
import com.zhaoli.pay.payment.channel.ReverseOutcome.Refused;
import com.zhaoli.pay.payment.channel.ReverseOutcome.Reversed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes the money by the number of a payer's barcode, and undoes it. The SDK has no service for
 * these two calls, so they go through its client. They bring no notice.
 */
final class WechatPayBarcode {
  private static final String ORDERS = SignedHttp.HOST + "/v3/pay/transactions/out-trade-no/";
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Refusals after which no money was taken and none can come: about the code, the payer, or our
   * own account. INVALID_REQUEST is not among them, since it also meets a number that is in use.
   */
  private static final Set<String> REFUSALS =
      Set.of(
          "AUTH_CODE_INVALID",
          "AUTH_CODE_ERROR",
          "AUTH_CODE_EXPIRE",
          "AUTHCODEEXPIRE",
          "NOT_ENOUGH",
          "NOTENOUGH",
          "NOTSUPORTCARD",
          "BUYER_MISMATCH",
          "ACCOUNT_ERROR",
          "TRADE_ERROR",
          "RULE_LIMIT",
          "NO_AUTH",
          "PARAM_ERROR",
          "APPID_MCHID_NOT_MATCH",
          "MCH_NOT_EXISTS");

  private static final Set<String> OVER =
      Set.of("ORDER_CLOSED", "ORDERCLOSED", "ORDER_REVERSED", "ORDERREVERSED");
  private static final Set<String> PAYING = Set.of("USERPAYING", "USER_PAYING");

  /** Refusals of a reversal that asking again does not change. */
  private static final Set<String> FINAL_REFUSALS =
      Set.of("REVERSE_EXPIRE", "NO_AUTH", "PARAM_ERROR", "APPID_MCHID_NOT_MATCH", "MCH_NOT_EXISTS");

  private static final Set<String> NOT_EXISTING = Set.of("ORDER_NOT_EXIST", "ORDERNOTEXIST");

  private WechatPayBarcode() {}

  static ChannelOutcome pay(WechatPayAccount account, ChannelOrder order) {
    String authCode = order.payer().authCode();
    if (authCode == null) {
      // It is not kept, so this is not the first call, and the first may have taken the money.
      return new Unknown("the number of the barcode is not known any more");
    }
    Map<String, Object> scene = new LinkedHashMap<>();
    if (order.payer().terminalNo() != null) {
      scene.put("device_id", order.payer().terminalNo());
    }
    scene.put("store_info", Map.of("out_id", store(order)));
    Map<String, Object> body =
        Map.of(
            "appid", account.appId(),
            "mchid", account.mchId(),
            "description", order.subject(),
            "out_trade_no", order.attemptNo(),
            "payer", Map.of("auth_code", authCode),
            "amount", Map.of("total", order.amount().fen(), "currency", "CNY"),
            "scene_info", scene);
    HttpRequest request = post(SignedHttp.HOST + "/v3/pay/transactions/codepay", body);
    return WechatPayCalls.answer(
        () ->
            taken(
                account,
                order,
                account.sdk().http().execute(request, Transaction.class).getServiceResponse()),
        WechatPayBarcode::refused,
        Unknown::new);
  }

  /** WeChat Pay wants some name of a store. */
  private static String store(ChannelOrder order) {
    String store = order.payer().storeId();
    return store == null ? order.channelAccountNo() : store;
  }

  private static ChannelOutcome taken(
      WechatPayAccount account, ChannelOrder order, @Nullable Transaction transaction) {
    if (transaction == null) {
      return new Unknown("an answer without content");
    }
    ChannelOutcome outcome = WechatPayAnswers.ofTransaction(transaction);
    // While the payer enters a password the answer names its state and nothing else.
    return outcome instanceof NotPaid || WechatPayQueries.isOf(account, order, transaction)
        ? outcome
        : new Unknown("answered for another order");
  }

  private static ChannelOutcome refused(int httpStatus, @Nullable String code) {
    if (code != null && httpStatus >= 400 && httpStatus < 500) {
      if (PAYING.contains(code)) {
        return new NotPaid();
      }
      if (OVER.contains(code)) {
        return new Closed();
      }
      if (REFUSALS.contains(code)) {
        return new Declined(code);
      }
    }
    return new Unknown(WechatPayCalls.unexplained(httpStatus, code));
  }

  static ReverseOutcome reverse(WechatPayAccount account, ChannelOrder order) {
    HttpRequest request =
        post(
            ORDERS + order.attemptNo() + "/reverse",
            Map.of("appid", account.appId(), "mchid", account.mchId()));
    return WechatPayCalls.answer(
        () ->
            undone(
                account, order, account.sdk().http().execute(request, Transaction.class).getBody()),
        WechatPayBarcode::reversalRefused,
        ReverseOutcome.Unknown::new);
  }

  /**
   * Without content (204) it is done. With content (200) it names the order. The older interface
   * also had a flag that says to ask again, and success did not mean done then.
   */
  private static ReverseOutcome undone(
      WechatPayAccount account, ChannelOrder order, @Nullable ResponseBody body) {
    if (body == null) {
      return new Reversed();
    }
    try {
      JsonNode answer = JSON.readTree(((JsonResponseBody) body).getBody());
      boolean ours =
          isAbsentOr(answer, "mchid", account.mchId())
              && isAbsentOr(answer, "appid", account.appId())
              && isAbsentOr(answer, "out_trade_no", order.attemptNo());
      return answer.isObject() && ours && isAbsentOr(answer, "recall", "N")
          ? new Reversed()
          : new ReverseOutcome.Unknown("the answer is about another order, or says to ask again");
    } catch (JacksonException e) {
      return new ReverseOutcome.Unknown("the answer cannot be read");
    }
  }

  private static boolean isAbsentOr(JsonNode answer, String field, String expected) {
    JsonNode value = answer.path(field);
    return value.isMissingNode() || value.isNull() || value.asString("").equals(expected);
  }

  private static ReverseOutcome reversalRefused(int httpStatus, @Nullable String code) {
    if (code != null && httpStatus >= 400 && httpStatus < 500) {
      if (NOT_EXISTING.contains(code)) {
        return new ReverseOutcome.NotFound();
      }
      if (OVER.contains(code)) {
        return new Reversed();
      }
      if (FINAL_REFUSALS.contains(code)) {
        return new Refused(code);
      }
    }
    // Among them: too early, and the payer is at it.
    return new ReverseOutcome.Unknown(WechatPayCalls.unexplained(httpStatus, code));
  }

  private static HttpRequest post(String url, Map<String, Object> body) {
    return new HttpRequest.Builder()
        .httpMethod(HttpMethod.POST)
        .url(url)
        .addHeader("Accept", "application/json")
        .addHeader("Content-Type", "application/json")
        .body(new JsonRequestBody.Builder().body(JSON.writeValueAsString(body)).build())
        .build();
  }
}
