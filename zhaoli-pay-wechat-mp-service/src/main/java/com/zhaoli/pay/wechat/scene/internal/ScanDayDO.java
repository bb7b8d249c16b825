package com.zhaoli.pay.wechat.scene.internal;

import java.time.LocalDate;
import org.jspecify.annotations.NullUnmarked;

/** A row of qr_scan_day. */
@NullUnmarked
class ScanDayDO {
  LocalDate day;
  long scans;
  long follows;
}
