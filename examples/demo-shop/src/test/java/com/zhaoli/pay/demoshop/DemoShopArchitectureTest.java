package com.zhaoli.pay.demoshop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.zhaoli.pay.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class DemoShopArchitectureTest {

  @Test
  void theShopKeepsTheRules() {
    ArchitectureRules.check("com.zhaoli.pay.demoshop");
  }

  @Test
  void theShopKnowsThePlatformByTheStarterAlone() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.zhaoli.pay.common..", "com.zhaoli.pay.signing..")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("com.zhaoli.pay.demoshop"));
  }
}
