package com.zhaoli.pay.sdk.store;

/** What a poster comes as. */
public enum PosterFormat {
  PDF,
  PNG
}
