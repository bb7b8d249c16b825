package com.zhaoli.pay.sdk.bill;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Passes everything on and keeps the end of it, which has to hold the last line. */
final class LastLine extends FilterOutputStream {

  private static final int KEPT_BYTES = 128;

  private byte[] end = new byte[0];

  LastLine(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    int fromHere = Math.min(length, KEPT_BYTES);
    int fromBefore = Math.min(end.length, KEPT_BYTES - fromHere);
    byte[] joined = new byte[fromBefore + fromHere];
    System.arraycopy(end, end.length - fromBefore, joined, 0, fromBefore);
    System.arraycopy(bytes, offset + length - fromHere, joined, fromBefore, fromHere);
    end = joined;
  }

  /** The last line, if it has ended and is not longer than what is kept; else something else. */
  String text() {
    String kept = new String(end, StandardCharsets.UTF_8);
    if (!kept.endsWith("\r\n")) {
      return "";
    }
    String line = kept.substring(0, kept.length() - 2);
    return line.substring(line.lastIndexOf('\n') + 1);
  }
}
