package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayClient;
import com.alipay.api.AlipayRequest;
import com.alipay.api.AlipayResponse;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An account that is ready for use. Does not print its key.
 *
 * @param sellerId who receives the money, if callbacks are to be compared with it
 * @param keys what we sign with, and what Alipay signs with
 * @param authorizeUrl where a browser asks the wallet who its owner is
 */
record AlipayAccount(
    long version,
    String appId,
    @Nullable String sellerId,
    AlipayKeys keys,
    HttpUrl gateway,
    HttpUrl authorizeUrl,
    AlipayClient client) {
  private static final Logger log = LoggerFactory.getLogger(AlipayAccount.class);

  /**
   * One signed call.
   *
   * @throws NoAnswerException when there is no answer, or none that Alipay is known to have given
   */
  <T extends AlipayResponse> AlipayAnswer<T> call(AlipayRequest<T> request) {
    AlipayKeys.Certificates certificates = keys.certificates();
    try {
      T response =
          certificates == null ? client.execute(request) : client.certificateExecute(request);
      AlipayAnswer<T> answer =
          new AlipayAnswer<>(
              response,
              AlipayEnvelope.of(request.getApiMethodName(), response.getBody(), keys.verifyKey()));
      if (certificates != null && answer.isSignedByAnother(certificates.alipaySerial())) {
        log.warn(
            "Alipay's answers to app {} name another certificate than alipay-cert: until that is"
                + " replaced, none is believed",
            appId);
      }
      return answer;
    } catch (AlipayApiException | RuntimeException e) {
      // The SDK throws a bare RuntimeException for a success without a signature.
      throw NoAnswerException.of(e);
    }
  }

  /** The address that takes a browser to Alipay with this request, signed. Calls nobody. */
  <T extends AlipayResponse> String pageUrl(AlipayRequest<T> request) {
    try {
      // By GET: the form that the SDK makes for POST escapes nothing but quotes.
      return client.pageExecute(request, "GET").getBody();
    } catch (AlipayApiException e) {
      throw NoAnswerException.of(e);
    }
  }

  @Override
  public String toString() {
    return "AlipayAccount[appId=" + appId + "]";
  }
}
