package com.zhaoli.pay.merchant.member.internal;

import com.baomidou.mybatisplus.core.conditions.query.QueryWrapper;
import com.zhaoli.pay.common.crypto.FieldCipher;
import com.zhaoli.pay.merchant.member.CreditCode;
import com.zhaoli.pay.merchant.member.MerchantApplication;
import com.zhaoli.pay.merchant.member.MerchantBO;
import com.zhaoli.pay.merchant.member.MerchantDecision;
import com.zhaoli.pay.merchant.member.MerchantStatus;
import com.zhaoli.pay.merchant.member.SettlementAccount;
import com.zhaoli.pay.merchant.member.SettlementAccountType;
import com.zhaoli.pay.merchant.member.SettlementBO;
import com.zhaoli.pay.merchant.secret.Masks;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Merchants in the database; personal data and the salt are sealed for their row. */
@Repository
public class MerchantStore {
  private final MerchantMapper mapper;
  private final FieldCipher cipher;

  MerchantStore(MerchantMapper mapper, FieldCipher cipher) {
    this.mapper = mapper;
    this.cipher = cipher;
  }

  public void insert(String merchantNo, MerchantApplication application, Instant at) {
    MerchantDO row = new MerchantDO();
    row.merchantNo = merchantNo;
    row.creditCode = application.creditCode().value();
    row.status = MerchantStatus.SUBMITTED.name();
    row.name = application.name();
    row.contactNameSealed =
        cipher.encrypt(application.contactName(), context("contact_name", merchantNo));
    row.contactPhoneSealed =
        cipher.encrypt(application.contactPhone(), context("contact_phone", merchantNo));
    SettlementAccount settlement = application.settlement();
    row.settlementType = settlement.type().name();
    row.settlementHolderSealed =
        cipher.encrypt(settlement.holder(), context("settlement_holder", merchantNo));
    row.settlementNumberSealed =
        cipher.encrypt(settlement.number(), context("settlement_number", merchantNo));
    row.settlementBankSealed =
        cipher.encrypt(settlement.bankName(), context("settlement_bank", merchantNo));
    row.settlementBranchSealed =
        cipher.encrypt(settlement.branchName(), context("settlement_branch", merchantNo));
    row.createdAt = at;
    mapper.insert(row);
  }

  public Optional<MerchantBO> find(String merchantNo) {
    return row(merchantNo).map(this::toBO);
  }

  public Optional<MerchantStatus> statusOf(String merchantNo) {
    return row(merchantNo).map(row -> MerchantStatus.valueOf(row.status));
  }

  /** In the order of their numbers, which is the order they applied. */
  public List<MerchantBO> list(
      @Nullable MerchantStatus status, @Nullable String search, @Nullable String after, int limit) {
    QueryWrapper<MerchantDO> query =
        new QueryWrapper<MerchantDO>()
            .eq(status != null, "status", status == null ? "" : status.name())
            .gt(after != null, "merchant_no", after)
            .and(
                search != null,
                either ->
                    either
                        .eq("merchant_no", search)
                        .or()
                        .eq("credit_code", upperCase(search))
                        .or()
                        .apply("LOCATE({0}, name) > 0", search))
            .orderByAsc("merchant_no")
            .last("LIMIT " + limit);
    return mapper.selectList(query).stream().map(this::toBO).toList();
  }

  /** Numbers of merchants that stand so, behind {@code after}, ascending. */
  public List<String> numbers(MerchantStatus status, String after, int limit) {
    return mapper.numbers(status.name(), after, limit);
  }

  /** Whether the application was still open. */
  public boolean decide(MerchantDecision decision) {
    Optional<MerchantDO> row = row(decision.merchantNo());
    if (row.isEmpty()) {
      return false;
    }
    String merchantNo = row.get().merchantNo;
    String salt = decision.salt();
    int moved =
        mapper.compareAndSetStatus(
            merchantNo,
            MerchantStatus.SUBMITTED.name(),
            decision.status().name(),
            decision.operatorNo(),
            decision.at(),
            decision.reason(),
            salt == null ? null : cipher.encrypt(salt, context("salt", merchantNo)));
    return moved == 1;
  }

  /** Whether the merchant still stood at {@code from}. */
  public boolean move(String merchantNo, MerchantStatus from, MerchantStatus to) {
    return mapper.move(merchantNo, from.name(), to.name()) == 1;
  }

  /** Whether the merchant was approved. */
  public boolean reopenCredentials(String merchantNo) {
    return mapper.reopenCredentials(merchantNo) == 1;
  }

  public Optional<String> salt(String merchantNo) {
    return row(merchantNo)
        .filter(row -> row.saltSealed != null)
        .map(row -> cipher.decrypt(row.saltSealed, context("salt", row.merchantNo)));
  }

  /** Whether the credentials had not been shown before. */
  public boolean showCredentials(String merchantNo, Instant at) {
    return mapper.showCredentials(merchantNo, at) == 1;
  }

  /** Whether they had been shown and not been confirmed before. */
  public boolean confirmCredentials(String merchantNo, Instant at) {
    return mapper.confirmCredentials(merchantNo, at) == 1;
  }

  /** The row of exactly this number: the database finds it by one with spaces at the end, too. */
  private Optional<MerchantDO> row(String merchantNo) {
    return Optional.ofNullable(mapper.selectById(merchantNo))
        .filter(row -> row.merchantNo.equals(merchantNo));
  }

  private MerchantBO toBO(MerchantDO row) {
    return new MerchantBO(
        row.merchantNo,
        new CreditCode(row.creditCode),
        MerchantStatus.valueOf(row.status),
        row.name,
        Masks.name(cipher.decrypt(row.contactNameSealed, context("contact_name", row.merchantNo))),
        Masks.phone(
            cipher.decrypt(row.contactPhoneSealed, context("contact_phone", row.merchantNo))),
        settlement(row),
        row.rejectReason,
        row.auditedBy,
        row.auditedAt,
        row.credentialsShownAt,
        row.credentialsConfirmedAt,
        row.createdAt);
  }

  private @Nullable SettlementBO settlement(MerchantDO row) {
    if (row.settlementType == null) {
      return null;
    }
    SettlementAccountType type = SettlementAccountType.valueOf(row.settlementType);
    String holder =
        cipher.decrypt(row.settlementHolderSealed, context("settlement_holder", row.merchantNo));
    String number =
        cipher.decrypt(row.settlementNumberSealed, context("settlement_number", row.merchantNo));
    return new SettlementBO(
        type,
        switch (type) {
          case CORPORATE -> holder;
          case PERSONAL -> Masks.name(holder);
        },
        Masks.account(number),
        cipher.decrypt(row.settlementBankSealed, context("settlement_bank", row.merchantNo)),
        cipher.decrypt(row.settlementBranchSealed, context("settlement_branch", row.merchantNo)));
  }

  private static String upperCase(@Nullable String search) {
    return search == null ? "" : search.toUpperCase(Locale.ROOT);
  }

  private static String context(String column, String merchantNo) {
    return "merchant." + column + ":" + merchantNo;
  }
}
