package com.zhaoli.pay.wechat.scene;

import java.time.LocalDate;

/**
 * The scans of one day of China.
 *
 * @param follows of the scans, how many began to follow
 */
public record ScanDay(LocalDate day, long scans, long follows) {}
