package com.zhaoli.pay.merchant.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MerchantApplicationTest {
  private static final String CODE = "91350100M000100Y43";
  private static final SettlementForm ACCOUNT =
      new SettlementForm("PERSONAL", " 张三丰 ", "6222 0212 3456 7890", "工商银行", "科技园支行");

  @Test
  void aFormIsReadWithoutOuterBlanksAndDoesNotPrintPersonalData() {
    MerchantApplication application =
        MerchantApplication.of(" " + CODE, " 找力 ", " 张三 ", " 13812345678 ", ACCOUNT);

    assertThat(application.name()).isEqualTo("找力");
    assertThat(application.contactPhone()).isEqualTo("13812345678");
    assertThat(application.toString()).doesNotContain("张三", "138", "6222", "7890");
    assertThat(application.settlement())
        .isEqualTo(
            new SettlementAccount(
                SettlementAccountType.PERSONAL, "张三丰", "6222021234567890", "工商银行", "科技园支行"));
    assertThat(application.settlement().toString()).doesNotContain("张三", "7890");
  }

  @ParameterizedTest
  @ValueSource(strings = {"13812345678", "19912345678", "010-12345678", "07551234567"})
  void phonesOfTheMainlandAreTaken(String phone) {
    assertThat(MerchantApplication.of(CODE, "找力", "张三", phone, ACCOUNT).contactPhone())
        .isEqualTo(phone);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "12345", "23812345678", "1381234567", "138123456789", "+8613812345678"})
  void otherPhonesAreRefused(String phone) {
    assertThatThrownBy(() -> MerchantApplication.of(CODE, "找力", "张三", phone, ACCOUNT))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.details()).containsOnlyKeys("contactPhone"));
  }

  @Test
  void everyBadFieldIsNamed() {
    assertThatThrownBy(() -> MerchantApplication.of(CODE, "x", "<b>", "1", ACCOUNT))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_INVALID);
              assertThat(e.details()).containsOnlyKeys("name", "contactName", "contactPhone");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"找\u0000力", "找\n力", "找\u0085力", "找\u202e力", "找\u2028力", "找\u2029力", "找力\ud83d"})
  void whatCannotBeSeenIsInNoName(String name) {
    assertThatThrownBy(() -> MerchantApplication.of(CODE, name, "张三", "13812345678", ACCOUNT))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.details()).containsOnlyKeys("name"));
  }

  @Test
  void aNameMayHaveCharactersOutsideTheFirstPlane() {
    assertThat(MerchantApplication.of(CODE, "\ud842\udfb7記", "张三", "13812345678", ACCOUNT).name())
        .isEqualTo("\ud842\udfb7記");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1234567", "123456789012345678901234567890123", "6222-0212", "６２２２０２１２"})
  void otherAccountNumbersAreRefused(String number) {
    SettlementForm form = new SettlementForm("CORPORATE", "找力", number, "工商银行", "科技园支行");

    assertThatThrownBy(() -> MerchantApplication.of(CODE, "找力", "张三", "13812345678", form))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> assertThat(e.details()).containsOnlyKeys("settlement.accountNumber"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345678", "12345678901234567890123456789012"})
  void accountNumbersOfEightToThirtyTwoDigitsAreTaken(String number) {
    SettlementForm form = new SettlementForm("CORPORATE", "找力", number, "工商银行", "科技园支行");

    assertThat(MerchantApplication.of(CODE, "找力", "张三", "13812345678", form).settlement().number())
        .isEqualTo(number);
  }
}
