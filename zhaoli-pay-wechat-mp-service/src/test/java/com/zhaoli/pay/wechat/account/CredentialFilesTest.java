package com.zhaoli.pay.wechat.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialFilesTest {
  @TempDir Path dir;

  @Test
  void credentialsAreReadWithoutBlanksAndDoNotPrintThemselves() throws IOException {
    write("app-id", "wx1\n");
    write("secret", " s3cret ");
    write("token", "t0ken\r\n");

    AccountCredentials credentials = files().read();

    assertThat(credentials.appSecret().value()).isEqualTo("s3cret");
    assertThat(credentials.token().value()).isEqualTo("t0ken");
    assertThat(credentials.aesKey()).isNull();
    assertThat(credentials.toString()).doesNotContain("s3cret", "t0ken");
  }

  @Test
  void whatIsMissingIsSaidInASentence() throws IOException {
    write("app-id", "wx1");
    write("secret", "");

    assertThatThrownBy(() -> files().read())
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("zhaoli.wechat.mp.app-secret-file")
        .hasMessageContaining(dir.resolve("secret").toString())
        .hasMessageContaining("is empty");
  }

  @Test
  void anAesKeyOfTheWrongFormIsRefused() throws IOException {
    write("app-id", "wx1");
    write("secret", "s");
    write("token", "t");
    write("aes", "too short");

    assertThatThrownBy(() -> files().read())
        .hasMessageContaining("EncodingAESKey of 43")
        .hasMessageNotContaining("too short");
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(dir.resolve(name), content);
  }

  private CredentialFiles files() {
    return new CredentialFiles(
        "zhaoli.wechat.mp",
        dir.resolve("app-id"),
        dir.resolve("secret"),
        dir.resolve("token"),
        dir.resolve("aes"));
  }
}
