package com.zhaoli.pay.payment.channel.wechat;

import com.wechat.pay.java.core.exception.DecryptionException;
import com.wechat.pay.java.core.exception.HttpException;
import com.wechat.pay.java.core.exception.MalformedMessageException;
import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.core.exception.ValidationException;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelAccountType.Trial;
import com.zhaoli.pay.payment.channel.ChannelAccountType.Trial.Unclear;
import com.zhaoli.pay.payment.channel.ChannelAccountType.Trial.Works;
import com.zhaoli.pay.payment.channel.ChannelAccountType.Trial.Wrong;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import com.zhaoli.pay.payment.channel.wechat.SignedHttp.Answer;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tries an account: fetches the certificates, which proves the APIv3 key where there are any, and
 * asks for an order that cannot exist. WeChat Pay signs its answer that there is none, which the
 * SDK does not look at; here it must verify.
 */
final class WechatPayTrial {
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final String NO_SUCH_MERCHANT = "MCH_NOT_EXISTS";
  private static final String NO_SUCH_ORDER = "ORDER_NOT_EXIST";
  private static final String NO_PERMISSION = "NO_AUTH";

  private static final String WRONG_SIGNATURE =
      "WeChat Pay does not accept our signature: mch-id, merchant-serial and private-key do not"
          + " belong together, or the certificate is not valid any more.";
  private static final String WRONG_MERCHANT = "WeChat Pay knows no merchant of this mch-id.";
  private static final String MAY_NOT = "The merchant of this mch-id may not use WeChat Pay's API.";
  private static final String WRONG_API_V3_KEY =
      "The api-v3-key does not decrypt what WeChat Pay encrypted with it.";
  private static final String WRONG_PUBLIC_KEY =
      "WeChat Pay's answer does not verify: public-key is not WeChat Pay's public key of this"
          + " merchant.";
  private static final String WRONG_PUBLIC_KEY_ID =
      "WeChat Pay signs with another key than the public-key-id names.";
  private static final String OTHER_THAN_CERTIFICATES =
      "WeChat Pay signs with another key than its platform certificates hold: set public-key and"
          + " public-key-id.";
  private static final String NO_CERTIFICATES =
      "WeChat Pay has no platform certificates for this merchant: set public-key and"
          + " public-key-id.";

  private final WechatPayClients clients;
  private final JsonMapper json = new JsonMapper();

  WechatPayTrial(WechatPayClients clients) {
    this.clients = clients;
  }

  Trial of(ChannelAccount candidate) {
    WechatPayAccount account;
    try {
      account = clients.make(candidate);
    } catch (ChannelNotReadyException e) {
      return new Wrong(String.valueOf(e.getMessage()));
    }
    boolean byPublicKey = candidate.optional(WechatPayClients.PUBLIC_KEY).isPresent();
    Trial certificates = fetchCertificates(account, byPublicKey);
    return certificates instanceof Works ? askForNothing(account, candidate) : certificates;
  }

  private static Trial fetchCertificates(WechatPayAccount account, boolean byPublicKey) {
    try {
      boolean none = account.sdk().certificates().get().isEmpty();
      return none && !byPublicKey ? new Wrong(NO_CERTIFICATES) : new Works();
    } catch (DecryptionException e) {
      return new Wrong(WRONG_API_V3_KEY);
    } catch (ServiceException e) {
      if (e.getHttpStatusCode() == NOT_FOUND && !NO_SUCH_MERCHANT.equals(e.getErrorCode())) {
        // Merchants that began with a public key have no certificates.
        return byPublicKey ? new Works() : new Wrong(NO_CERTIFICATES);
      }
      return refused(e.getHttpStatusCode(), e.getErrorCode());
    } catch (ValidationException e) {
      // The next question tells the id from the key.
      return new Works();
    } catch (HttpException | MalformedMessageException e) {
      return unclear(e);
    } catch (RuntimeException e) {
      return new Unclear("the certificates cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private Trial askForNothing(WechatPayAccount account, ChannelAccount candidate) {
    // Ours look otherwise, and it is new each time.
    String number = UUID.randomUUID().toString().replace("-", "");
    try {
      Answer answer =
          account
              .signed()
              .get("/v3/pay/transactions/out-trade-no/" + number + "?mchid=" + account.mchId());
      @Nullable String code = code(answer);
      if (answer.httpStatus() == UNAUTHORIZED || NO_SUCH_MERCHANT.equals(code)) {
        return refused(answer.httpStatus(), code);
      }
      if (answer.headers().getHeader("Wechatpay-Signature") == null) {
        return new Unclear("HTTP " + answer.httpStatus() + " without WeChat Pay's signature");
      }
      if (!account.signed().verifies(answer)) {
        return new Wrong(wrongKey(candidate, answer.headers().getHeader("Wechatpay-Serial")));
      }
      return answer.httpStatus() == NOT_FOUND && NO_SUCH_ORDER.equals(code)
          ? new Works()
          : refused(answer.httpStatus(), code);
    } catch (IllegalArgumentException e) {
      return new Unclear("WeChat Pay's clock and ours differ, or its signature has no form");
    } catch (ChannelNotReadyException e) {
      return new Unclear(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return unclear(e);
    }
  }

  private static String wrongKey(ChannelAccount candidate, String serial) {
    return candidate
        .optional(WechatPayClients.PUBLIC_KEY_ID)
        .map(id -> id.equals(serial) ? WRONG_PUBLIC_KEY : WRONG_PUBLIC_KEY_ID)
        .orElse(OTHER_THAN_CERTIFICATES);
  }

  private @Nullable String code(Answer answer) {
    try {
      return WechatPayNotice.text(json.readTree(answer.body()), "code");
    } catch (JacksonException e) {
      return null;
    }
  }

  private static Trial refused(int httpStatus, @Nullable String code) {
    if (httpStatus == UNAUTHORIZED) {
      return new Wrong(WRONG_SIGNATURE);
    }
    if (NO_SUCH_MERCHANT.equals(code)) {
      return new Wrong(WRONG_MERCHANT);
    }
    return NO_PERMISSION.equals(code)
        ? new Wrong(MAY_NOT)
        : new Unclear(WechatPayCalls.unexplained(httpStatus, code));
  }

  private static Trial unclear(Exception e) {
    Throwable cause = e.getCause();
    return new Unclear((cause == null ? e : cause).getClass().getName());
  }
}
