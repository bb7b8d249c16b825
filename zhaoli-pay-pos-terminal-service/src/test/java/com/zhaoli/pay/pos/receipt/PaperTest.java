package com.zhaoli.pay.pos.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The paper and the printer, with whatever text a merchant, a cashier or an attacker chose. */
class PaperTest {
  private static final Charset GB18030 = Charset.forName("GB18030");

  /** All that may ever command the printer, with its arguments. */
  private static final List<byte[]> COMMANDS =
      List.of(
          new byte[] {0x1b, '@'},
          new byte[] {0x1c, '&'},
          new byte[] {0x1b, 'a', 0},
          new byte[] {0x1b, 'a', 1},
          new byte[] {0x1b, 'E', 0},
          new byte[] {0x1b, 'E', 1},
          new byte[] {0x1d, '!', 0},
          new byte[] {0x1d, '!', 0x11},
          new byte[] {0x1c, '!', 0},
          new byte[] {0x1c, '!', 0x0c},
          new byte[] {0x1b, 'd', 4},
          new byte[] {0x1d, 'V', 1});

  @ParameterizedTest
  @CsvSource({"abc,3", "拿铁,4", "拿铁 x2,7", "￥1,3", "é,2", "😀,2", "·,2"})
  void allButAsciiIsTwoColumnsWide(String text, int columns) {
    assertThat(PrintedText.width(PrintedText.clean(text))).isEqualTo(columns);
  }

  @Test
  void whatCouldCommandAPrinterOrHideTextIsLeftOut() {
    assertThat(
            PrintedText.clean("a\u001bm\u0000b\u001dV\u0001c\n\u007f\u0085d\u202ee\u200bf\u2028g"))
        .isEqualTo("ambVcdef g");
    assertThat(PrintedText.clean("e\u0301\u0300\u0300")).isEqualTo("é");
    assertThat(PrintedText.clean("\ud83d拿铁\ude00")).isEqualTo("拿铁");
    assertThat(PrintedText.clean("\u3000 a\u00a0b ")).isEqualTo("a b");
  }

  @Test
  void aValueThatDoesNotFitBesideItsLabelGoesBelowAtTheRightEdge() {
    List<ReceiptLine> lines =
        new Paper(32)
            .row("商户号", "mch_01J8ZQ5W7Y3M9K2T4V6X8A0B1C")
            .row("商品", "一二三四五六七八九十一二三四五六七")
            .row("空", null)
            .row("空", " \u0007")
            .lines();

    assertThat(lines)
        .extracting(ReceiptLine::text)
        .containsExactly(
            "商户号",
            "  mch_01J8ZQ5W7Y3M9K2T4V6X8A0B1C",
            "商品",
            "一二三四五六七八九十一二三四五六",
            "                              七");
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 48})
  void whateverIsPrintedNoLineIsWiderThanThePaper(int columns) {
    Random random = new Random(20260101L + columns);
    for (int round = 0; round < 2_000; round++) {
      Paper paper =
          new Paper(columns)
              .bold(anything(random))
              .centred(anything(random))
              .rule()
              .row("终端交易号", anything(random))
              .row("商品", anything(random))
              .large(anything(random));

      for (ReceiptLine line : paper.lines()) {
        int factor = line.style() == ReceiptLine.Style.CENTRED_LARGE ? 2 : 1;
        assertThat(factor * PrintedText.width(line.text())).isLessThanOrEqualTo(columns);
      }
      String text =
          new String(ReceiptFormat.TEXT.write(paper.lines(), columns), StandardCharsets.UTF_8);
      assertThat(text.lines().mapToInt(PrintedText::width).max().orElse(0))
          .isLessThanOrEqualTo(columns);
      assertThat(text).endsWith("\n").doesNotContain("\r", "\u001b");
      requireHarmless(ReceiptFormat.ESCPOS.write(paper.lines(), columns));
    }
  }

  @Test
  void theAmountIsLargeAndBoldOnThePrinterAndTheSlipIsCut() {
    byte[] printed = ReceiptFormat.ESCPOS.write(new Paper(32).large("1000000000.00元").lines(), 32);

    byte[] expected =
        join(
            new byte[] {0x1b, '@', 0x1c, '&'},
            new byte[] {0x1b, 'a', 1, 0x1b, 'E', 1, 0x1d, '!', 0x11, 0x1c, '!', 0x0c},
            "1000000000.00元\n".getBytes(GB18030),
            new byte[] {0x1d, '!', 0, 0x1c, '!', 0, 0x1b, 'E', 0},
            new byte[] {0x1b, 'd', 4, 0x1d, 'V', 1});
    assertThat(printed).isEqualTo(expected);
  }

  private static String anything(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(80);
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(6)) {
        case 0 -> text.append((char) random.nextInt(0x20));
        case 1 -> text.append((char) (0x4e00 + random.nextInt(0x5000)));
        case 2 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
        case 3 -> text.append((char) random.nextInt(0x10000));
        default -> text.append((char) (0x20 + random.nextInt(0x5f)));
      }
    }
    return text.toString();
  }

  /** Between the known commands there are line feeds and characters, and no other control byte. */
  private static void requireHarmless(byte[] printed) {
    int at = 0;
    while (at < printed.length) {
      int here = at;
      byte[] command =
          COMMANDS.stream()
              .filter(known -> startsWith(printed, here, known))
              .findFirst()
              .orElse(null);
      if (command != null) {
        at += command.length;
        continue;
      }
      int value = printed[at] & 0xff;
      assertThat(value == '\n' || (value >= 0x20 && value != 0x7f))
          .as("byte %02x at %d", value, at)
          .isTrue();
      at++;
    }
  }

  private static boolean startsWith(byte[] bytes, int at, byte[] prefix) {
    if (at + prefix.length > bytes.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (bytes[at + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
