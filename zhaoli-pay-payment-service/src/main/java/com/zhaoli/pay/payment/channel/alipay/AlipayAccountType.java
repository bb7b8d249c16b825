package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.internal.util.AntCertificationUtil;
import com.alipay.api.response.AlipayTradeQueryResponse;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelAccountType;
import com.zhaoli.pay.payment.channel.ChannelAddresses;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An Alipay account: one app, in key mode or in certificate mode. */
class AlipayAccountType implements ChannelAccountType {
  /** The numbers of our orders begin otherwise. */
  private static final String NO_ORDER = "zhaoli_tries_its_settings";

  private final AlipayClients clients;
  private final ChannelAddresses addresses;

  AlipayAccountType(AlipayClients clients, ChannelAddresses addresses) {
    this.clients = clients;
    this.addresses = addresses;
  }

  @Override
  public Channel channel() {
    return Channel.ALIPAY;
  }

  @Override
  public Set<String> identity() {
    return Set.of(AlipayClients.APP_ID, AlipayClients.GATEWAY_URL);
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        new Setting(AlipayClients.APP_ID, true, false, "The app's id."),
        new Setting(
            AlipayClients.SELLER_ID,
            false,
            false,
            "Alipay user id (PID) of who receives the money; compared in callbacks where set."),
        new Setting(AlipayKeys.PRIVATE_KEY, true, true, "The app's PKCS#8 key, in base64."),
        new Setting(
            AlipayKeys.ALIPAY_PUBLIC_KEY,
            false,
            false,
            "Key mode: Alipay's X.509 key for this app, in base64; not the app's own."),
        new Setting(
            AlipayKeys.APP_CERT,
            false,
            false,
            "Certificate mode: the app's certificate (appCertPublicKey), as PEM text."),
        new Setting(
            AlipayKeys.ALIPAY_CERT,
            false,
            false,
            "Certificate mode: Alipay's certificate (alipayCertPublicKey), as PEM text."),
        new Setting(
            AlipayKeys.ALIPAY_ROOT_CERT,
            false,
            false,
            "Certificate mode: Alipay's root certificates (alipayRootCert), as PEM text."),
        new Setting(AlipayClients.GATEWAY_URL, true, false, "Where Alipay's gateway is."),
        new Setting(
            AlipayClients.AUTHORIZE_URL,
            false,
            false,
            "Where the wallet says who its owner is; Alipay's own address unless set."));
  }

  /** Asks for an order that there is not: nothing changes, and the answer is signed. */
  @Override
  public Trial tryOut(ChannelAccount candidate) {
    try {
      addresses.check(candidate, AlipayClients.GATEWAY_URL, AlipayClients.AUTHORIZE_URL);
      AlipayAccount account = clients.make(candidate);
      AlipayKeys.Certificates certificates = account.keys().certificates();
      if (certificates != null && !isIssued(certificates)) {
        return new Trial.Wrong(
            "Setting alipay-cert is not a valid certificate that alipay-root-cert has issued.");
      }
      return judge(account.call(AlipayRequests.query(NO_ORDER, null)));
    } catch (ChannelNotReadyException e) {
      return new Trial.Wrong(String.valueOf(e.getMessage()));
    } catch (NoAnswerException e) {
      return e.isSignedByAnother() ? signedByAnother(candidate) : unclear(e.getMessage());
    }
  }

  private static Trial judge(AlipayAnswer<AlipayTradeQueryResponse> answer) {
    if (answer.isSuccess() || answer.isRefusal(AlipayAnswers.TRADE_NOT_EXIST)) {
      return new Trial.Works();
    }
    String code = String.valueOf(answer.response().getSubCode());
    // Alipay signs none of these where it does not know the app. To believe them costs no money.
    return switch (code) {
      case "isv.invalid-app-id" ->
          new Trial.Wrong("Alipay knows no app of this app-id at this gateway-url.");
      case "isv.invalid-signature", "isv.missing-signature-key" ->
          new Trial.Wrong(
              "Alipay does not accept the app's private-key: upload the public key or certificate"
                  + " that belongs to it, and check app-id.");
      case "isv.invalid-app-cert-sn", "isv.missing-app-cert-sn", "isv.app-cert-expired" ->
          new Trial.Wrong("Alipay does not accept app-cert for this app (" + code + ").");
      case "isv.invalid-alipay-root-cert-sn", "isv.missing-alipay-root-cert-sn" ->
          new Trial.Wrong("Alipay does not accept alipay-root-cert (" + code + ").");
      case "isv.insufficient-isv-permissions", "ACQ.ACCESS_FORBIDDEN" ->
          new Trial.Wrong(
              "Alipay knows the app of this app-id, but has granted it no payments ("
                  + code
                  + ").");
      default -> unclear(answer.codes());
    };
  }

  private static Trial signedByAnother(ChannelAccount candidate) {
    return new Trial.Wrong(
        candidate.optional(AlipayKeys.ALIPAY_PUBLIC_KEY).isPresent()
            ? "Setting alipay-public-key is not Alipay's for this app: the answer is signed with"
                + " another key."
            : "Setting alipay-cert is not Alipay's for this app: the answer is signed with another"
                + " certificate.");
  }

  private static Trial unclear(@Nullable String reason) {
    return new Trial.Unclear(String.valueOf(reason));
  }

  private static boolean isIssued(AlipayKeys.Certificates certificates) {
    try {
      return AntCertificationUtil.isTrusted(certificates.alipay(), certificates.root());
    } catch (RuntimeException e) {
      // How the SDK says that one of them cannot be read.
      return false;
    }
  }
}
