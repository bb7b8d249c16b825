package com.zhaoli.pay.payment.store.poster;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.payment.page.QrReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostersTest {
  private static final String URL = "https://pay.example.com/q/K3M9Q2T5W8";
  private static final Posters POSTERS = new Posters();
  private static final Path SEEN = Path.of("target", "screenshots");

  private static Poster poster(String name) {
    return new Poster(name, "K3M9Q2T5W8", URL);
  }

  private static byte[] keep(String file, byte[] content) throws IOException {
    Files.createDirectories(SEEN);
    Files.write(SEEN.resolve(file), content);
    return content;
  }

  @Test
  void thePictureHasACodeThatAPhoneReads() throws IOException {
    byte[] png = keep("poster.png", POSTERS.png(poster("找力奶茶（南山科技园店）")));
    assertThat(QrReader.read(png)).isEqualTo(URL);
  }

  @ParameterizedTest
  @CsvSource({"A6, 105, 148", "A5, 148, 210", "A4, 210, 297"})
  void thePdfHasThePapersSizeAndChineseThatCanBeReadAnywhere(
      PosterPaper paper, int width, int height) throws IOException {
    byte[] pdf = keep("poster-" + paper + ".pdf", POSTERS.pdf(poster("找力奶茶（南山科技园店）"), paper));
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getNumberOfPages()).isEqualTo(1);
      PDRectangle box = document.getPage(0).getMediaBox();
      assertThat(Math.round(box.getWidth() * 25.4 / 72)).isEqualTo(width);
      assertThat(Math.round(box.getHeight() * 25.4 / 72)).isEqualTo(height);
      assertThat(new PDFTextStripper().getText(document))
          .contains("微信 / 支付宝 扫码支付")
          .contains("Scan to pay with WeChat Pay or Alipay")
          .contains("找力奶茶（南山科技园店）")
          .contains("K3M9Q2T5W8");
      for (COSName name : document.getPage(0).getResources().getFontNames()) {
        assertThat(document.getPage(0).getResources().getFont(name).isEmbedded()).isTrue();
      }
    }
    assertThat(pdf).hasSizeLessThan(300_000);
  }

  @Test
  void aNameThatIsTooLongIsMadeSmallerAndWhatTheFontDoesNotHaveIsLeftOut() throws IOException {
    String name = "某某市某某区某某街道某某路一百二十三号某某大厦一楼中庭某某品牌咖啡与烘焙旗舰店";
    keep("poster-long.png", POSTERS.png(poster(name)));
    try (PDDocument document =
        Loader.loadPDF(POSTERS.pdf(poster("小王\uD83E\uDDCB奶茶"), PosterPaper.A6))) {
      assertThat(new PDFTextStripper().getText(document)).contains("小王奶茶");
    }
    try (PDDocument document =
        Loader.loadPDF(POSTERS.pdf(poster("\uD83E\uDDCB"), PosterPaper.A6))) {
      assertThat(new PDFTextStripper().getText(document)).contains("K3M9Q2T5W8");
    }
  }
}
