package com.zhaoli.pay.sandbox.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Files of keys and secrets. A file that exists is used as it is; one that does not is made. Every
 * file appears whole (it is written aside and moved), because services read them while the sandbox
 * starts. Private ones can be read by their owner only.
 */
final class KeyDirectory {
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> PUBLIC =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** How a key stands in its file. */
  enum Form {
    /** One line of base64, as Alipay's tools give it out. */
    BARE,
    /** PEM, as WeChat Pay's platform gives it out. */
    PEM
  }

  private final Path root;

  KeyDirectory(Path root) {
    this.root = root;
  }

  /** The text of a private file, made by {@code maker} when the file is not there. */
  String secret(String name, Supplier<String> maker) {
    return text(name, maker, PRIVATE);
  }

  /** The text of a file that anyone may read, made by {@code maker} when it is not there. */
  String open(String name, Supplier<String> maker) {
    return text(name, maker, PUBLIC);
  }

  /** Writes a file anew when its content differs. */
  void put(String name, String content, boolean isPrivate) {
    Path file = root.resolve(name);
    try {
      if (!Files.exists(file) || !Files.readString(file).equals(content)) {
        write(file, content, isPrivate ? PRIVATE : PUBLIC);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep " + file, e);
    }
  }

  boolean exists(String name) {
    return Files.exists(root.resolve(name));
  }

  String read(String name) {
    try {
      return Files.readString(root.resolve(name)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + root.resolve(name), e);
    }
  }

  /**
   * The RSA pair whose private half is in a file. The public half is derived from it, so a start
   * that ended between the two files leaves no pair that does not match.
   */
  KeyPair pair(String privateName, Form form) {
    String text =
        secret(
            privateName, () -> encode(form, "PRIVATE KEY", generate().getPrivate().getEncoded()));
    try {
      KeyFactory factory = KeyFactory.getInstance("RSA");
      RSAPrivateCrtKey key =
          (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(decode(text)));
      PublicKey publicKey =
          factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
      return new KeyPair(publicKey, key);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException(
          root.resolve(privateName) + " is no RSA key in PKCS#8; delete the file to get a new one",
          e);
    }
  }

  /** As {@link #pair(String, Form)}, with the public half in a file of its own. */
  KeyPair pair(String privateName, String publicName, Form form) {
    KeyPair pair = pair(privateName, form);
    put(publicName, encode(form, "PUBLIC KEY", pair.getPublic().getEncoded()) + "\n", false);
    return pair;
  }

  static String encode(Form form, String type, byte[] der) {
    return switch (form) {
      case BARE -> Base64.getEncoder().encodeToString(der);
      case PEM ->
          "-----BEGIN "
              + type
              + "-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
              + "\n-----END "
              + type
              + "-----";
    };
  }

  static byte[] decode(String text) {
    return Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
  }

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JVM has no RSA", e);
    }
  }

  private String text(String name, Supplier<String> maker, Set<PosixFilePermission> permissions) {
    Path file = root.resolve(name);
    try {
      if (!Files.exists(file)) {
        write(file, maker.get() + "\n", permissions);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep " + file, e);
    }
  }

  private static void write(Path file, String content, Set<PosixFilePermission> permissions)
      throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IllegalArgumentException("No directory above " + file);
    }
    Files.createDirectories(directory, OWNER_ONLY);
    Path aside =
        Files.createTempFile(
            directory, ".new", ".tmp", PosixFilePermissions.asFileAttribute(PRIVATE));
    try {
      Files.write(aside, content.getBytes(StandardCharsets.UTF_8));
      Files.setPosixFilePermissions(aside, permissions);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
