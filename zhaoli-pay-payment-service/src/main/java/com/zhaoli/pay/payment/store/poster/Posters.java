package com.zhaoli.pay.payment.store.poster;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.page.QrCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Draws posters, one at a time: a picture takes some 12 MB while it is drawn. Who would wait for
 * more than three seconds is told to come back.
 */
@Component
public class Posters {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

  private static final int BRAND = 0x0B5D4B;
  private static final int INK = 0x16211D;
  private static final int QUIET = 0x56645E;
  private static final int LINE = 0xD5DDD9;
  private static final int PAPER = 0xFFFFFF;
  private static final int BLACK = 0x000000;

  private static final int BAND_HEIGHT = 3_700;
  private static final int QR_SIDE = 6_600;
  private static final int QR_TOP = 5_600;
  private static final int MAX_TEXT_WIDTH = 9_300;
  private static final int NAME_SIZE = 640;
  private static final int TWO_LINES_SIZE = 460;
  private static final int SMALL_SIZE = 260;

  private final ReentrantLock turn = new ReentrantLock();
  private @Nullable PosterFont font;

  Posters() {}

  /**
   * A picture.
   *
   * @throws ApiException RATE_LIMITED when too many are wanted at a time
   */
  public byte[] png(Poster poster) {
    return inTurn(
        ready -> {
          PngSheet sheet = new PngSheet(ready);
          draw(poster, ready, sheet);
          return sheet.finish();
        });
  }

  /**
   * A PDF of one page.
   *
   * @throws ApiException RATE_LIMITED when too many are wanted at a time
   */
  public byte[] pdf(Poster poster, PosterPaper paper) {
    return inTurn(
        ready -> {
          try (PdfSheet sheet = new PdfSheet(ready, paper, poster.name())) {
            draw(poster, ready, sheet);
            return sheet.finish();
          }
        });
  }

  private interface Drawing {
    byte[] with(PosterFont font) throws IOException;
  }

  private byte[] inTurn(Drawing drawing) {
    try {
      if (!turn.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw ApiException.retryAfter(ErrorCode.RATE_LIMITED, LONGEST_WAIT.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(ErrorCode.UPSTREAM_UNAVAILABLE, e);
    }
    try {
      PosterFont ready = font;
      if (ready == null) {
        ready = PosterFont.load();
        font = ready;
      }
      return drawing.with(ready);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      turn.unlock();
    }
  }

  private static void draw(Poster poster, PosterFont font, Sheet sheet) throws IOException {
    sheet.fill(PAPER, 0, 0, Sheet.WIDTH, Sheet.HEIGHT);
    sheet.fill(BRAND, 0, 0, Sheet.WIDTH, BAND_HEIGHT);
    centre(sheet, font, PAPER, "微信 / 支付宝 扫码支付", 1_850, 830);
    centre(sheet, font, PAPER, "Scan to pay with WeChat Pay or Alipay", 2_850, 420);
    String name = font.printable(poster.name());
    drawName(sheet, font, name.isEmpty() ? poster.storeCode() : name);
    drawCode(sheet, QrCode.of(poster.url()));
    centre(sheet, font, INK, "打开微信或支付宝，扫一扫，输入金额，完成支付", 13_050, 340);
    centre(
        sheet, font, QUIET, "Open WeChat or Alipay, scan, enter the amount and pay", 13_560, 300);
    centre(sheet, font, QUIET, "招利支付 zhaoli-pay  ·  " + poster.storeCode(), 14_350, SMALL_SIZE);
  }

  /** In one line where it fits, smaller if need be, else in two; the longest name fits so. */
  private static void drawName(Sheet sheet, PosterFont font, String name) throws IOException {
    int size = NAME_SIZE;
    while (size > TWO_LINES_SIZE && font.width(name, size) > MAX_TEXT_WIDTH) {
      size -= 20;
    }
    if (font.width(name, size) <= MAX_TEXT_WIDTH) {
      centre(sheet, font, INK, name, 4_900, size);
      return;
    }
    int cut = name.length();
    while (font.width(name.substring(0, cut), size) > MAX_TEXT_WIDTH) {
      cut = name.offsetByCodePoints(cut, -1);
    }
    centre(sheet, font, INK, name.substring(0, cut), 4_550, size);
    centre(sheet, font, INK, name.substring(cut).strip(), 5_200, size);
  }

  private static void centre(
      Sheet sheet, PosterFont font, int rgb, String text, int baseline, int size)
      throws IOException {
    sheet.write(rgb, text, (Sheet.WIDTH - font.width(text, size)) / 2, baseline, size);
  }

  /** A white field with a thin frame; the code in it keeps four light modules on each side. */
  private static void drawCode(Sheet sheet, QrCode code) throws IOException {
    int left = (Sheet.WIDTH - QR_SIDE) / 2;
    int frame = 30;
    sheet.fill(LINE, left - frame, QR_TOP - frame, QR_SIDE + 2 * frame, QR_SIDE + 2 * frame);
    sheet.fill(PAPER, left, QR_TOP, QR_SIDE, QR_SIDE);
    int module = QR_SIDE / (code.size() + 8);
    int margin = (QR_SIDE - module * code.size()) / 2;
    for (int y = 0; y < code.size(); y++) {
      int x = 0;
      while (x < code.size()) {
        int run = 0;
        while (x + run < code.size() && code.isDark(x + run, y)) {
          run++;
        }
        if (run > 0) {
          sheet.fill(
              BLACK,
              left + margin + x * module,
              QR_TOP + margin + y * module,
              run * module,
              module);
        }
        x += Math.max(run, 1);
      }
    }
  }
}
