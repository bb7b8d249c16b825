package com.zhaoli.pay.merchant.onboarding.internal;

import com.baomidou.mybatisplus.core.conditions.query.QueryWrapper;
import com.zhaoli.pay.common.client.merchant.QrScan;
import com.zhaoli.pay.common.client.wechat.QrCode;
import com.zhaoli.pay.merchant.onboarding.OnboardingBO;
import com.zhaoli.pay.merchant.onboarding.OnboardingStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Onboardings in the database; each change is one compare-and-set. */
@Repository
public class OnboardingStore {
  private final OnboardingMapper mapper;

  OnboardingStore(OnboardingMapper mapper) {
    this.mapper = mapper;
  }

  public void insert(String qrToken, String browserHash, QrCode qrCode, Instant at) {
    OnboardingDO row = new OnboardingDO();
    row.qrToken = qrToken;
    row.browserHash = browserHash;
    row.scene = qrCode.scene();
    row.ticket = qrCode.ticket();
    row.qrUrl = qrCode.url();
    row.status = OnboardingStatus.WAITING_SCAN.name();
    row.createdAt = at;
    row.expiresAt = qrCode.expiresAt();
    mapper.insert(row);
  }

  public Optional<OnboardingBO> find(String qrToken) {
    return Optional.ofNullable(mapper.selectById(qrToken)).map(OnboardingStore::toBO);
  }

  /** As {@link #find}; nobody else changes it before this transaction ends. */
  public Optional<OnboardingBO> lock(String qrToken) {
    return Optional.ofNullable(
            mapper.selectOne(
                new QueryWrapper<OnboardingDO>().eq("qr_token", qrToken).last("FOR UPDATE")))
        .map(OnboardingStore::toBO);
  }

  public Optional<OnboardingBO> byBrowser(String browserHash) {
    return one("browser_hash", browserHash);
  }

  public Optional<OnboardingBO> byMerchant(String merchantNo) {
    return one("merchant_no", merchantNo);
  }

  /** Whether this scan bound its openid. */
  public boolean bind(QrScan scan, String scannerHash) {
    return mapper.bind(scan.qrToken(), scan.openid(), scannerHash, scan.scannedAt()) == 1;
  }

  public void unbind(String openid, Instant at) {
    mapper.unbind(openid, at);
  }

  /** Whether the onboarding still stood at {@code from}. */
  public boolean submit(String qrToken, OnboardingStatus from, String merchantNo) {
    return mapper.submit(qrToken, from.name(), merchantNo) == 1;
  }

  public void decide(String merchantNo, OnboardingStatus status) {
    mapper.decide(merchantNo, status.name());
  }

  /** An onboarding whose QR code ended. */
  public record Ended(String qrToken, Instant expiresAt) {
    public static final Ended BEFORE_ALL = new Ended("", Instant.EPOCH);
  }

  /** At most {@code limit} onboardings whose QR code ended before, those behind {@code last}. */
  public List<Ended> ended(OnboardingStatus status, Instant before, Ended last, int limit) {
    return mapper.ended(status.name(), before, last.expiresAt(), last.qrToken(), limit).stream()
        .map(row -> new Ended(row.qrToken, row.expiresAt))
        .toList();
  }

  /** Whether the onboarding still stood so. */
  public boolean remove(String qrToken, OnboardingStatus status, Instant before) {
    return mapper.remove(qrToken, status.name(), before) == 1;
  }

  private Optional<OnboardingBO> one(String column, String value) {
    return Optional.ofNullable(mapper.selectOne(new QueryWrapper<OnboardingDO>().eq(column, value)))
        .map(OnboardingStore::toBO);
  }

  private static OnboardingBO toBO(OnboardingDO row) {
    return new OnboardingBO(
        row.qrToken,
        row.browserHash,
        row.ticket,
        row.qrUrl,
        OnboardingStatus.valueOf(row.status),
        row.openid,
        row.scannerHash,
        row.scannedAt,
        row.merchantNo,
        row.version,
        row.expiresAt);
  }
}
