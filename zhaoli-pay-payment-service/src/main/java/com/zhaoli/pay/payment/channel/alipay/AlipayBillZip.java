package com.zhaoli.pay.payment.channel.alipay;

import com.zhaoli.pay.payment.channel.ChannelBills.BillRow;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Unpacks a bill as it comes in: the detail is read, the summary beside it is passed over. */
final class AlipayBillZip {
  /** A superset of GBK, in which names and content are written. */
  private static final Charset CHARSET = Charset.forName("GB18030");

  private static final long MAX_UNPACKED_BYTES = 4L << 30;
  private static final int MAX_ENTRIES = 16;
  private static final String SUMMARY = "汇总";

  private AlipayBillZip() {}

  /**
   * Reads the detail's rows.
   *
   * @return their number
   * @throws BillDamagedException when the bill is not right
   * @throws IOException when it cannot be read or unpacked
   */
  static long read(InputStream zipped, Consumer<BillRow> rows)
      throws IOException, BillDamagedException {
    ZipInputStream zip = new ZipInputStream(zipped, CHARSET);
    Unpacked unpacked = new Unpacked(zip);
    long number = -1;
    int entries = 0;
    for (ZipEntry entry = next(zip); entry != null; entry = next(zip)) {
      if (++entries > MAX_ENTRIES) {
        throw new BillDamagedException("the zip has too many files");
      }
      String name = entry.getName();
      if (name.endsWith(".csv") && !name.contains(SUMMARY)) {
        if (number >= 0) {
          throw new BillDamagedException("the zip has two details");
        }
        number = AlipayBillDetail.read(lines(unpacked), rows);
      }
      // To the file's end, where the zip's checksum is compared.
      unpacked.transferTo(OutputStream.nullOutputStream());
    }
    if (number < 0) {
      throw new BillDamagedException("the zip has no detail");
    }
    return number;
  }

  private static @Nullable ZipEntry next(ZipInputStream zip)
      throws IOException, BillDamagedException {
    try {
      return zip.getNextEntry();
    } catch (IllegalArgumentException e) {
      throw new BillDamagedException("the zip has a file whose name cannot be read");
    }
  }

  private static BufferedReader lines(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, CHARSET));
  }

  /** All that comes out of the zip, which may be far more than went in. */
  private static final class Unpacked extends FilterInputStream {
    private long bytes;

    Unpacked(ZipInputStream zip) {
      super(zip);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      bytes += Math.max(read, 0);
      if (bytes > MAX_UNPACKED_BYTES) {
        throw new IOException("the bill unpacks to more than any bill has");
      }
      return read;
    }
  }
}
