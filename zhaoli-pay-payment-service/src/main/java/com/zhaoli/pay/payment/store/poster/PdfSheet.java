package com.zhaoli.pay.payment.store.poster;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.util.Matrix;

/** One page of a PDF, with text as text: the glyphs that are used are embedded. */
final class PdfSheet implements Sheet, AutoCloseable {
  /** Points an inch, and hundredths of a millimetre an inch. */
  private static final int POINTS = 72;

  private static final int HUNDREDTHS = 2_540;

  private final PDDocument document = new PDDocument();
  private final PDPageContentStream content;
  private final PDFont font;

  PdfSheet(PosterFont font, PosterPaper paper, String title) throws IOException {
    float width = (float) paper.widthMillimetres() * 100 * POINTS / HUNDREDTHS;
    float height = (float) paper.heightMillimetres() * 100 * POINTS / HUNDREDTHS;
    PDPage page = new PDPage(new PDRectangle(width, height));
    document.addPage(page);
    PDDocumentInformation information = new PDDocumentInformation();
    information.setTitle(title);
    document.setDocumentInformation(information);
    this.font = PDType0Font.load(document, font.file(), true);
    this.content = new PDPageContentStream(document, page);
    content.transform(Matrix.getScaleInstance(width / WIDTH, height / HEIGHT));
  }

  @Override
  public void fill(int rgb, int x, int y, int width, int height) throws IOException {
    content.setNonStrokingColor(new Color(rgb));
    content.addRect(x, HEIGHT - y - height, width, height);
    content.fill();
  }

  @Override
  public void write(int rgb, String text, int x, int baseline, int size) throws IOException {
    content.setNonStrokingColor(new Color(rgb));
    content.beginText();
    content.setFont(font, size);
    content.newLineAtOffset(x, HEIGHT - baseline);
    content.showText(text);
    content.endText();
  }

  byte[] finish() throws IOException {
    content.close();
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    document.save(pdf);
    return pdf.toByteArray();
  }

  @Override
  public void close() throws IOException {
    document.close();
  }
}
