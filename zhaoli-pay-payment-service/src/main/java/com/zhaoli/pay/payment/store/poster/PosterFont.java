package com.zhaoli.pay.payment.store.poster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Noto Sans SC, which comes with us: a server has no Chinese font, often none at all, and Java's
 * own text drawing needs what a bare one lacks. Its outlines are read here and filled as shapes.
 * Takes some 10 MB once used. Not thread-safe.
 */
final class PosterFont {
  private static final String FILE = "/fonts/ttf/NotoSansSC/NotoSansSC-Medium.ttf";

  private final TrueTypeFont font;
  private final CmapLookup glyphs;
  private final int unitsPerEm;

  private PosterFont(TrueTypeFont font) throws IOException {
    this.font = font;
    this.glyphs = font.getUnicodeCmapLookup();
    this.unitsPerEm = font.getUnitsPerEm();
  }

  static PosterFont load() {
    try (InputStream in = PosterFont.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("The font is not on the class path: " + FILE);
      }
      return new PosterFont(new TTFParser().parse(new RandomAccessReadBuffer(in)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TrueTypeFont file() {
    return font;
  }

  int unitsPerEm() {
    return unitsPerEm;
  }

  /** The text without what the font has no glyph for, such as emoji. */
  String printable(String text) {
    return text.codePoints()
        .filter(codePoint -> glyphs.getGlyphId(codePoint) != 0)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .strip();
  }

  /** The width of a printable text, in the unit of the size. */
  int width(String text, int size) {
    long units = text.codePoints().mapToLong(this::advance).sum();
    return Math.toIntExact(units * size / unitsPerEm);
  }

  /** How far the next character stands, in units of the font. */
  int advance(int codePoint) {
    try {
      return font.getAdvanceWidth(glyphs.getGlyphId(codePoint));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A character's outline in units of the font, y upwards; null when it has none. */
  @Nullable GlyphData outline(int codePoint) {
    try {
      return font.getGlyph().getGlyph(glyphs.getGlyphId(codePoint));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
