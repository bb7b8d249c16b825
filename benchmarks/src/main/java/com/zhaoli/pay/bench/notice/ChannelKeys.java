package com.zhaoli.pay.bench.notice;

import com.zhaoli.pay.bench.failure.BenchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** The channels' keys as the sandbox keeps them in files, and what is done with them. */
final class ChannelKeys {
  private final Path directory;

  ChannelKeys(Path directory) {
    this.directory = directory;
  }

  String text(String name) {
    Path file = directory.resolve(name);
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new BenchFailure(
          "The sandbox's key "
              + file
              + " cannot be read: callbacks can be signed only where the sandbox plays the channels.",
          e);
    }
  }

  /** An RSA key in PKCS#8, as PEM or bare. */
  PrivateKey privateKey(String name) {
    String base64 = text(name).replaceAll("-----[A-Z ]+-----", "");
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new BenchFailure(directory.resolve(name) + " is no RSA key in PKCS#8.", e);
    }
  }

  /** SHA256withRSA in base64. */
  static String sign(PrivateKey key, byte[] content) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(content);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK signs with SHA256withRSA", e);
    }
  }
}
