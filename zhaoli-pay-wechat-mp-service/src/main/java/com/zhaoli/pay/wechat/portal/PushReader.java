package com.zhaoli.pay.wechat.portal;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.wechat.account.AccountProperties;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import java.util.Optional;
import me.chanjar.weixin.mp.bean.message.WxMpXmlMessage;
import me.chanjar.weixin.mp.util.crypto.WxMpCryptUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Turns a verified body into WxJava's message, decrypting it where it is encrypted. */
@Component
class PushReader {
  private static final Logger log = LoggerFactory.getLogger(PushReader.class);
  private static final String ENCRYPT = "Encrypt";

  private final OfficialAccounts accounts;
  private final PushVerifier verifier;
  private final boolean acceptPlain;

  PushReader(OfficialAccounts accounts, PushVerifier verifier, AccountProperties properties) {
    this.accounts = accounts;
    this.verifier = verifier;
    this.acceptPlain = properties.acceptPlain();
  }

  /**
   * Reads a body whose query was verified.
   *
   * @throws ApiException WECHAT_SIGNATURE_INVALID, REQUEST_INVALID
   */
  WxMpXmlMessage read(PushSignature push, String body) {
    Optional<String> encrypted = SafeXml.check(body, ENCRYPT);
    if (push.isEncrypted()) {
      String text =
          encrypted.orElseThrow(
              () -> ApiException.of(ErrorCode.REQUEST_INVALID, "body", "has no Encrypt"));
      verifier.verifyEncrypted(push, text);
      return parse(decrypt(text));
    }
    if (!acceptPlain) {
      throw new ApiException(ErrorCode.WECHAT_SIGNATURE_INVALID);
    }
    return parse(body);
  }

  private String decrypt(String encrypted) {
    if (accounts.main().credentials().aesKey() == null) {
      log.error(
          "WeChat pushes encrypted events, but the file of zhaoli.wechat.mp.aes-key-file is missing.");
      throw new ApiException(ErrorCode.WECHAT_UNAVAILABLE);
    }
    try {
      String xml =
          new WxMpCryptUtil(accounts.main().service().getWxMpConfigStorage()).decrypt(encrypted);
      SafeXml.check(xml, ENCRYPT);
      return xml;
    } catch (ApiException e) {
      throw e;
    } catch (RuntimeException e) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "body", "cannot be decrypted");
    }
  }

  private static WxMpXmlMessage parse(String xml) {
    try {
      return WxMpXmlMessage.fromXml(xml);
    } catch (RuntimeException e) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "body", "is no message of WeChat");
    }
  }
}
