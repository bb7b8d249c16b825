package com.zhaoli.pay.payment.store.poster;

/** Papers that a poster can be printed on. All have the same shape. */
public enum PosterPaper {
  A6(105, 148),
  A5(148, 210),
  A4(210, 297);

  private final int widthMillimetres;
  private final int heightMillimetres;

  PosterPaper(int widthMillimetres, int heightMillimetres) {
    this.widthMillimetres = widthMillimetres;
    this.heightMillimetres = heightMillimetres;
  }

  int widthMillimetres() {
    return widthMillimetres;
  }

  int heightMillimetres() {
    return heightMillimetres;
  }
}
