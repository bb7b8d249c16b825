package com.zhaoli.pay.payment.account;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.payment.account.internal.ChannelAccountStore;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Says at start-up that the encryption key is not the one that the stored secrets were encrypted
 * with: otherwise the first payment would tell. One account that cannot be read does not keep the
 * others from working; none that can be read is a wrong key.
 */
@Component
class EncryptionKeyCheck implements SmartInitializingSingleton {
  private static final Logger log = LoggerFactory.getLogger(EncryptionKeyCheck.class);
  private static final int SAMPLE = 100;

  private final ChannelAccountStore store;

  EncryptionKeyCheck(ChannelAccountStore store) {
    this.store = store;
  }

  @Override
  public void afterSingletonsInstantiated() {
    List<ChannelAccountBO> sample = store.newest(SAMPLE);
    List<String> unreadable =
        sample.stream()
            .filter(account -> !account.settings().isReadable())
            .map(ChannelAccountBO::channelAccountNo)
            .toList();
    if (!unreadable.isEmpty() && unreadable.size() == sample.size()) {
      throw new InvalidConfigurationException(
          "ZHAOLI_ENCRYPTION_KEY (zhaoli.encryption.key) decrypts the secrets of no stored channel"
              + " account: it is not the key that they were encrypted with.");
    }
    if (!unreadable.isEmpty()) {
      log.error("ALERT: secrets of channel accounts {} cannot be decrypted", unreadable);
    }
  }
}
