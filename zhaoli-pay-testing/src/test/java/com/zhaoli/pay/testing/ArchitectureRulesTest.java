package com.zhaoli.pay.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureRulesTest {
  private static final String GOOD = "com.zhaoli.pay.testing.fixture.good";
  private static final String BAD = "com.zhaoli.pay.testing.fixture.bad";
  private static final JavaClasses GOOD_CLASSES = new ClassFileImporter().importPackages(GOOD);
  private static final JavaClasses BAD_CLASSES = new ClassFileImporter().importPackages(BAD);

  /** A rule, and words that its report on the bad fixtures must have, one for each breach. */
  record Case(ArchRule rule, List<String> breaches) {
    static Case of(ArchRule rule, String... breaches) {
      return new Case(rule, List.of(breaches));
    }

    @Override
    public String toString() {
      return rule.getDescription();
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        Case.of(
            ArchitectureRules.persistenceTypesLiveInInternal(BAD),
            "order.StrayDO",
            "order.StrayMapper",
            "order.StrayQuery"),
        Case.of(
            ArchitectureRules.persistenceTypesStayInInternal(BAD),
            "internal.LeakedDO",
            "internal.LeakedQuery"),
        Case.of(ArchitectureRules.internalsStayInTheirFeature(BAD), "other.Intruder"),
        Case.of(ArchitectureRules.internalsDoNotKnowTheWeb(BAD), "internal.KnowsTheWeb"),
        Case.of(ArchitectureRules.viewsLiveInWeb(BAD), "order.StrayVO"),
        Case.of(ArchitectureRules.alipaySdkStaysInItsAdapter(), "order.UsesAlipay"),
        Case.of(ArchitectureRules.wechatPaySdkStaysInItsAdapter(), "order.UsesWechat"),
        Case.of(
            ArchitectureRules.dependenciesComeByConstructor(),
            "Injected.autowired",
            "Injected.value",
            "Injected.resource"),
        Case.of(ArchitectureRules.nothingIsPrinted(), "Printer.out()", "Printer.err()"),
        Case.of(
            ArchitectureRules.timeComesFromAClock(),
            "Clockless.instant()",
            "Clockless.local()",
            "Clockless.inZone()",
            "Clockless.millis()",
            "Clockless.date()",
            "Clockless.calendar()"),
        Case.of(
            ArchitectureRules.moneyIsNeverFloatingPoint(),
            "Floating.fieldYuan",
            "Floating.arrayYuan",
            "Floating.returnsYuan()",
            "Floating.takesYuan(float)",
            "Floating.parsesYuan(java.lang.String)",
            "Floating.convertsYuan(java.math.BigDecimal)",
            "Floating.buildsYuan(int)"),
        Case.of(ArchitectureRules.featuresHaveNoCycles(BAD), "first.First", "second.Second"),
        Case.of(ArchitectureRules.servicesKeepApart(BAD), "order.Neighbour"),
        Case.of(
            ArchitectureRules.tenantMappersTakeTheMerchant(),
            "ForgetfulMapper.find(",
            "ForgetfulMapper.findWithoutReason("),
        Case.of(ArchitectureRules.tenantMappersAreCalledByTheirOwnMethods(BAD), "Shortcut.find("));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tellsEveryBreach(Case trial) {
    assertThatThrownBy(() -> trial.rule().check(BAD_CLASSES))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll(trial.breaches().toArray(String[]::new));
  }

  @Test
  void everyRuleIsTriedOnABreach() {
    assertThat(cases().map(Case::toString))
        .containsExactlyElementsOf(
            ArchitectureRules.all(BAD).stream().map(ArchRule::getDescription).toList());
  }

  @Test
  void goodCodePassesAllRules() {
    assertThat(GOOD_CLASSES).hasSizeGreaterThan(10);
    assertThatCode(() -> ArchitectureRules.check(GOOD, GOOD_CLASSES)).doesNotThrowAnyException();
  }

  @Test
  void oneCheckTellsTheBreachesOfAllRules() {
    assertThatThrownBy(() -> ArchitectureRules.check(BAD, BAD_CLASSES))
        .hasMessageContainingAll("order.StrayDO", "Shortcut.find(", "first.First");
  }

  @Test
  void aRootWithoutClassesIsNoSuccess() {
    assertThatThrownBy(() -> ArchitectureRules.check("com.zhaoli.pay.mistyped"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no production class under com.zhaoli.pay.mistyped");
  }

  @Test
  void thisModuleKeepsTheRules() {
    ArchitectureRules.check("com.zhaoli.pay.testing");
  }
}
