package com.zhaoli.pay.simulator.till;

import java.util.List;
import java.util.Map;

/**
 * What a newcomer may try; empty at a terminal that is not for trying.
 *
 * @param barcodes what a payer's phone might show, by a letter that stands for it
 * @param notes lines for the first screen
 */
public record Hints(Map<String, Barcode> barcodes, List<String> notes) {
  public Hints {
    barcodes = Map.copyOf(barcodes);
    notes = List.copyOf(notes);
  }

  /** A barcode and what its payer does. */
  public record Barcode(String code, String payer) {}

  public static Hints none() {
    return new Hints(Map.of(), List.of());
  }
}
