package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayClient;
import com.alipay.api.AlipayRequest;
import com.alipay.api.AlipayResponse;
import java.io.IOException;
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
    try {
      T response =
          keys.certificates() == null
              ? client.execute(request)
              : client.certificateExecute(request);
      return new AlipayAnswer<>(
          response,
          AlipayEnvelope.isSigned(
              request.getApiMethodName(), response.getBody(), keys.verifyKey()));
    } catch (AlipayApiException | RuntimeException e) {
      // The SDK throws a bare RuntimeException for a success without a signature.
      NoAnswerException noAnswer = NoAnswerException.of(e);
      if (noAnswer.isSignedByAnother()) {
        log.warn("Alipay's answers to app {} are not signed with the key set here", appId);
      }
      throw noAnswer;
    } catch (StackOverflowError e) {
      throw NoAnswerException.of(new IOException("the answer is nested too deeply"));
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
