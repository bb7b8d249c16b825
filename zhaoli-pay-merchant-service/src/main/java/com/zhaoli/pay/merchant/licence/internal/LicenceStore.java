package com.zhaoli.pay.merchant.licence.internal;

import com.zhaoli.pay.common.crypto.FieldCipher;
import com.zhaoli.pay.merchant.licence.LicencePicture;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Licence pictures in the database, each sealed for its row. */
@Repository
public class LicenceStore {
  private final LicenceMapper mapper;
  private final FieldCipher cipher;

  LicenceStore(LicenceMapper mapper, FieldCipher cipher) {
    this.mapper = mapper;
    this.cipher = cipher;
  }

  public void insert(String licenceNo, String qrToken, LicencePicture picture, Instant at) {
    mapper.insert(licenceNo, qrToken, cipher.encrypt(picture.jpeg(), context(licenceNo)), at);
  }

  public void removeDraft(String qrToken) {
    mapper.removeDraft(qrToken);
  }

  /** At most 100 of them. */
  public void removeDraftsBefore(Instant before) {
    mapper.removeDraftsBefore(before);
  }

  /** The number of the onboarding's picture: the one not submitted, else the newest. */
  public Optional<String> latest(String qrToken) {
    return Optional.ofNullable(mapper.latest(qrToken));
  }

  public Optional<byte[]> content(String licenceNo) {
    return Optional.ofNullable(mapper.content(licenceNo))
        .map(row -> cipher.decrypt(row.contentSealed, context(licenceNo)));
  }

  public void submit(String licenceNo, String merchantNo) {
    mapper.markSubmitted(licenceNo);
    mapper.give(licenceNo, merchantNo);
  }

  /** The number of the picture the merchant applied with. */
  public Optional<String> ofMerchant(String merchantNo) {
    return Optional.ofNullable(mapper.ofMerchant(merchantNo));
  }

  private static String context(String licenceNo) {
    return "licence_picture.content:" + licenceNo;
  }
}
