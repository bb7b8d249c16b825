package com.zhaoli.pay.sdk.store;

/** The paper of a PDF. */
public enum PosterSize {
  A6,
  A5,
  A4
}
