package com.zhaoli.pay.wechat.portal;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.wechat.account.AccountCredentials;
import com.zhaoli.pay.wechat.account.OfficialAccount;
import java.util.NoSuchElementException;
import java.util.Optional;
import me.chanjar.weixin.mp.bean.message.WxMpXmlMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Turns a verified body into WxJava's message, decrypting it where it is encrypted. */
@Component
class PushReader {
  private static final Logger log = LoggerFactory.getLogger(PushReader.class);
  private static final String ENCRYPT = "Encrypt";

  private final PushVerifier verifier;

  PushReader(PushVerifier verifier) {
    this.verifier = verifier;
  }

  /**
   * Reads a body whose query was verified.
   *
   * @throws ApiException WECHAT_SIGNATURE_INVALID, REQUEST_INVALID
   */
  WxMpXmlMessage read(OfficialAccount account, PushSignature push, String body) {
    Optional<String> encrypted = SafeXml.check(body, ENCRYPT);
    if (push.isEncrypted()) {
      String text =
          encrypted.orElseThrow(
              () -> ApiException.of(ErrorCode.REQUEST_INVALID, "body", "has no Encrypt"));
      verifier.verifyEncrypted(account, push, text);
      return addressed(account, decrypt(account, text));
    }
    if (!account.acceptsPlain()) {
      throw new ApiException(ErrorCode.WECHAT_SIGNATURE_INVALID);
    }
    return addressed(account, parse(body));
  }

  /** Whatever is wrong with what is inside has one answer: it tells nobody how far we came. */
  private static WxMpXmlMessage decrypt(OfficialAccount account, String encrypted) {
    AccountCredentials credentials = account.credentials();
    Secret aesKey = credentials.aesKey();
    if (aesKey == null) {
      log.error(
          "WeChat pushes encrypted events to the account {}, but the file of its aes-key-file is"
              + " missing.",
          account.name());
      throw new ApiException(ErrorCode.WECHAT_UNAVAILABLE);
    }
    try {
      String xml = PushCipher.open(aesKey.value(), credentials.appId(), encrypted).orElseThrow();
      SafeXml.check(xml, ENCRYPT);
      return parse(xml);
    } catch (ApiException | NoSuchElementException e) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "body", "cannot be decrypted");
    }
  }

  private static WxMpXmlMessage addressed(OfficialAccount account, WxMpXmlMessage message) {
    if (!account.isAddressedBy(message.getToUser())) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "ToUserName", "is not this account's");
    }
    return message;
  }

  private static WxMpXmlMessage parse(String xml) {
    try {
      return WxMpXmlMessage.fromXml(xml);
    } catch (RuntimeException e) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "body", "is no message of WeChat");
    }
  }
}
