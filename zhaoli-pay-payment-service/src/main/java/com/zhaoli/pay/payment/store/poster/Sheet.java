package com.zhaoli.pay.payment.store.poster;

import java.io.IOException;

/**
 * A sheet to draw on. Lengths are hundredths of a millimetre on A6, from the upper left corner;
 * larger papers of the series have the same shape and are scaled.
 */
interface Sheet {
  int WIDTH = 10_500;
  int HEIGHT = 14_800;

  /**
   * Fills a rectangle.
   *
   * @param rgb the colour
   */
  void fill(int rgb, int x, int y, int width, int height) throws IOException;

  /**
   * Writes a printable text.
   *
   * @param x where it begins
   * @param baseline where its letters stand
   * @param size of the font
   */
  void write(int rgb, String text, int x, int baseline, int size) throws IOException;
}
