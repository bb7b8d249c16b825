package com.zhaoli.pay.payment.channel.wechat;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Base64;

/** A certificate that a key pair signs for itself, written byte by byte (X.509, version 1). */
final class TestCertificate {
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int UTF8_STRING = 0x0C;
  private static final int UTC_TIME = 0x17;

  /** sha256WithRSAEncryption, without parameters. */
  private static final byte[] ALGORITHM =
      der(
          SEQUENCE,
          new byte[] {6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 0x0B},
          new byte[] {5, 0});

  private static final byte[] COMMON_NAME = {6, 3, 0x55, 4, 3};

  private TestCertificate() {}

  static String pem(KeyPair keys, String serialHex) {
    byte[] name =
        der(
            SEQUENCE,
            der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, ascii("WeChat Pay, a test")))));
    byte[] body =
        der(
            SEQUENCE,
            der(INTEGER, new BigInteger(serialHex, 16).toByteArray()),
            ALGORITHM,
            name,
            der(
                SEQUENCE,
                der(UTC_TIME, ascii("200101000000Z")),
                der(UTC_TIME, ascii("491231000000Z"))),
            name,
            keys.getPublic().getEncoded());
    byte[] certificate =
        der(SEQUENCE, body, ALGORITHM, der(BIT_STRING, new byte[] {0}, sign(keys, body)));
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)
        + "\n-----END CERTIFICATE-----\n";
  }

  private static byte[] sign(KeyPair keys, byte[] content) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    encoded.write(tag);
    if (content.size() < 0x80) {
      encoded.write(content.size());
    } else {
      byte[] length = BigInteger.valueOf(content.size()).toByteArray();
      int skipped = length[0] == 0 ? 1 : 0;
      encoded.write(0x80 | (length.length - skipped));
      encoded.write(length, skipped, length.length - skipped);
    }
    encoded.writeBytes(content.toByteArray());
    return encoded.toByteArray();
  }
}
