package com.zhaoli.pay.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The rules of the project's style that a machine can watch. A module's test is one line: {@code
 * ArchitectureRules.check("com.zhaoli.pay.payment")}.
 *
 * <p>A package {@code internal} or {@code web} counts as such inside a feature, so {@code
 * com.zhaoli.pay.payment.order.internal} does and a feature that is itself called so, right under
 * the root, does not. The rules read class files: local variables and what reflection does are out
 * of their sight.
 */
public final class ArchitectureRules {
  private static final String PLATFORM = "com.zhaoli.pay";
  private static final Set<String> SHARED = Set.of("common", "signing", "sdk");
  private static final Set<String> MONEY_PACKAGES =
      Set.of(
          "attempt",
          "bill",
          "callback",
          "cashier",
          "channel",
          "event",
          "message",
          "money",
          "order",
          "outbox",
          "payment",
          "reconcile",
          "refund",
          "settle",
          "shift",
          "sync",
          "trade");
  private static final Set<String> FLOATING =
      Set.of("float", "double", "java.lang.Float", "java.lang.Double");
  private static final String CROSS_TENANT = "com.zhaoli.pay.common.tenant.CrossTenant";

  private ArchitectureRules() {}

  /**
   * Holds the production classes under a root package to all rules, and tells every violation.
   *
   * @throws AssertionError when a rule is broken, or when there is no class under the root
   */
  public static void check(String root) {
    JavaClasses imported =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(root);
    if (imported.isEmpty()) {
      throw new AssertionError("no production class under " + root + ": is the package right?");
    }
    check(root, imported);
  }

  static void check(String root, JavaClasses imported) {
    List<String> broken = new ArrayList<>();
    for (ArchRule rule : all(root)) {
      EvaluationResult result = rule.evaluate(imported);
      if (result.hasViolation()) {
        broken.add(result.getFailureReport().toString());
      }
    }
    if (!broken.isEmpty()) {
      throw new AssertionError(String.join("\n\n", broken));
    }
  }

  /** Every rule, for classes under a root package. */
  public static List<ArchRule> all(String root) {
    return List.of(
        persistenceTypesLiveInInternal(root),
        persistenceTypesStayInInternal(root),
        internalsStayInTheirFeature(root),
        internalsDoNotKnowTheWeb(root),
        viewsLiveInWeb(root),
        alipaySdkStaysInItsAdapter(),
        wechatPaySdkStaysInItsAdapter(),
        dependenciesComeByConstructor(),
        nothingIsPrinted(),
        timeComesFromAClock(),
        moneyIsNeverFloatingPoint(),
        featuresHaveNoCycles(root),
        servicesKeepApart(root),
        tenantMappersTakeTheMerchant(),
        tenantMappersAreCalledByTheirOwnMethods(root));
  }

  /** {@code *DO}, {@code *Mapper} and {@code *Query} are in a feature's {@code internal}. */
  public static ArchRule persistenceTypesLiveInInternal(String root) {
    return classes()
        .that(areNamed("DO", "Mapper", "Query"))
        .should(be("in a feature's internal package", type -> isInside(root, type, "internal")))
        .allowEmptyShould(true);
  }

  /** Only {@code internal} knows a DO or a Query; services hand out BOs. */
  public static ArchRule persistenceTypesStayInInternal(String root) {
    return noClasses()
        .that(describe("outside internal", type -> !isInside(root, type, "internal")))
        .should()
        .dependOnClassesThat(
            describe(
                "are a DO or a Query",
                type -> isInside(root, type, "internal") && hasSuffix(type, "DO", "Query")))
        .allowEmptyShould(true);
  }

  /** What is in {@code order.internal} is used in {@code order} only. */
  public static ArchRule internalsStayInTheirFeature(String root) {
    return classes()
        .that(describe("are internal", type -> isInside(root, type, "internal")))
        .should(
            new ArchCondition<>("be used by their own feature only") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                String feature = packageAbove(type, "internal");
                type.getDirectDependenciesToSelf().stream()
                    .filter(use -> !isIn(feature, use.getOriginClass()))
                    .forEach(
                        use ->
                            events.add(SimpleConditionEvent.violated(type, use.getDescription())));
              }
            })
        .allowEmptyShould(true);
  }

  /** {@code internal} knows neither the types of {@code web} nor those of servlets. */
  public static ArchRule internalsDoNotKnowTheWeb(String root) {
    return noClasses()
        .that(describe("are internal", type -> isInside(root, type, "internal")))
        .should()
        .dependOnClassesThat(
            describe(
                "are of the web",
                type ->
                    isInside(root, type, "web")
                        || isIn("jakarta.servlet", type)
                        || isIn("org.springframework.web.bind", type)))
        .allowEmptyShould(true);
  }

  /** A {@code *VO} is in a feature's {@code web}. */
  public static ArchRule viewsLiveInWeb(String root) {
    return classes()
        .that(areNamed("VO"))
        .should(be("in a feature's web package", type -> isInside(root, type, "web")))
        .allowEmptyShould(true);
  }

  /** {@code com.alipay..} is used in {@code ..channel.alipay..} only. */
  public static ArchRule alipaySdkStaysInItsAdapter() {
    return sdkStaysIn("com.alipay..", "..channel.alipay..");
  }

  /** {@code com.wechat.pay..} is used in {@code ..channel.wechat..} only. */
  public static ArchRule wechatPaySdkStaysInItsAdapter() {
    return sdkStaysIn("com.wechat.pay..", "..channel.wechat..");
  }

  /** No field is injected: what a class needs, its constructor says. */
  public static ArchRule dependenciesComeByConstructor() {
    return noFields()
        .should()
        .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
        .orShould()
        .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
        .orShould()
        .beAnnotatedWith("jakarta.annotation.Resource")
        .orShould()
        .beAnnotatedWith("jakarta.inject.Inject")
        .allowEmptyShould(true);
  }

  /** No System.out, System.err or printStackTrace: services log. */
  public static ArchRule nothingIsPrinted() {
    return NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
  }

  /**
   * Nobody asks the machine for the time of day: {@code now()} only with a Clock. The monotonic
   * {@code System.nanoTime()} measures spans and is free to use.
   */
  public static ArchRule timeComesFromAClock() {
    return noClasses()
        .should()
        .callCodeUnitWhere(
            target(
                describe(
                    "the time of day without a Clock",
                    called ->
                        isNowWithoutClock(called)
                            || isCall(called, System.class, "currentTimeMillis")
                            || isCall(called, Calendar.class, "getInstance")
                            || (isCall(called, Date.class, "<init>")
                                && called.getRawParameterTypes().isEmpty()))));
  }

  /** Amounts are integers of fen: money code has no float or double, boxed or not. */
  public static ArchRule moneyIsNeverFloatingPoint() {
    DescribedPredicate<JavaClass> moneyCode =
        describe(
            "money code",
            type ->
                Arrays.stream(type.getPackageName().split("\\.", -1))
                    .skip(PLATFORM.split("\\.", -1).length)
                    .anyMatch(MONEY_PACKAGES::contains));
    return classes()
        .that(moneyCode)
        .should(
            new ArchCondition<>("use no float or double") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                for (JavaField field : type.getFields()) {
                  tell(field, field.getDescription(), isFloating(field.getRawType()), events);
                }
                for (JavaCodeUnit unit : type.getCodeUnits()) {
                  boolean floating =
                      isFloating(unit.getRawReturnType())
                          || unit.getRawParameterTypes().stream()
                              .anyMatch(ArchitectureRules::isFloating);
                  tell(unit, unit.getDescription(), floating, events);
                  for (JavaCall<?> call : unit.getCallsFromSelf()) {
                    boolean converts =
                        FLOATING.contains(call.getTargetOwner().getName())
                            || call.getName().equals("doubleValue")
                            || call.getName().equals("floatValue")
                            || (call.getTargetOwner().isEquivalentTo(BigDecimal.class)
                                && call.getTarget().getRawParameterTypes().stream()
                                    .anyMatch(ArchitectureRules::isFloating));
                    tell(unit, call.getDescription(), converts, events);
                  }
                }
              }

              private void tell(
                  Object where, String what, boolean violated, ConditionEvents events) {
                if (violated) {
                  events.add(SimpleConditionEvent.violated(where, what + " uses floating point"));
                }
              }
            })
        .allowEmptyShould(true);
  }

  /** The features under the root do not depend on each other in circles. */
  public static ArchRule featuresHaveNoCycles(String root) {
    return slices().matching(root + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);
  }

  /** A service knows the shared modules, and of other services nothing: it calls them over HTTP. */
  public static ArchRule servicesKeepApart(String root) {
    return noClasses()
        .should()
        .dependOnClassesThat(
            describe(
                "belong to another service",
                type ->
                    isIn(PLATFORM, type)
                        && !isIn(root, type)
                        && SHARED.stream().noneMatch(name -> isIn(PLATFORM + "." + name, type))));
  }

  /**
   * Each method that a mapper declares takes the merchantNo, as a parameter of that name or inside
   * a parameter that has such a field. Where a table is no merchant's, or a method is meant to go
   * across merchants, {@code @CrossTenant("why")} says so on the mapper or the method.
   */
  public static ArchRule tenantMappersTakeTheMerchant() {
    return methods()
        .that()
        .areDeclaredInClassesThat(areTenantMappers())
        .and(
            describe(
                "are not marked @CrossTenant",
                method ->
                    !isCrossTenant(method)
                        && !method.getModifiers().contains(JavaModifier.SYNTHETIC)))
        .should(
            new ArchCondition<JavaMethod>("take the merchantNo") {
              @Override
              public void check(JavaMethod method, ConditionEvents events) {
                if (!takesMerchantNo(method)) {
                  events.add(
                      SimpleConditionEvent.violated(
                          method, method.getDescription() + " takes no merchantNo"));
                }
              }
            })
        .allowEmptyShould(true);
  }

  /**
   * Inherited methods such as {@code selectById} know no merchant, so only the mapper itself may
   * use them; {@code insert}, whose row carries its merchant, is open to all.
   */
  public static ArchRule tenantMappersAreCalledByTheirOwnMethods(String root) {
    DescribedPredicate<JavaClass> tenantMapper = areTenantMappers();
    return codeUnits()
        .should(
            new ArchCondition<JavaCodeUnit>("not call what a tenant's mapper inherits") {
              @Override
              public void check(JavaCodeUnit unit, ConditionEvents events) {
                for (JavaMethodCall call : unit.getMethodCallsFromSelf()) {
                  JavaClass mapper = call.getTargetOwner();
                  if (isIn(root, mapper)
                      && tenantMapper.test(mapper)
                      && !call.getOriginOwner().equals(mapper)
                      && !call.getName().equals("insert")
                      && mapper.getMethods().stream()
                          .noneMatch(method -> method.getName().equals(call.getName()))) {
                    events.add(SimpleConditionEvent.violated(unit, call.getDescription()));
                  }
                }
              }
            })
        .allowEmptyShould(true);
  }

  private static ArchRule sdkStaysIn(String sdk, String adapter) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(adapter)
        .should()
        .dependOnClassesThat(resideInAPackage(sdk))
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaClass> areNamed(String... suffixes) {
    return describe(
        "are named *" + String.join(", *", suffixes), type -> hasSuffix(type, suffixes));
  }

  private static DescribedPredicate<JavaClass> areTenantMappers() {
    return describe(
        "are mappers of a tenant's table",
        type -> type.isInterface() && hasSuffix(type, "Mapper") && !isCrossTenant(type));
  }

  private static ArchCondition<JavaClass> be(String what, Function<JavaClass, Boolean> test) {
    return new ArchCondition<>("be " + what) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!test.apply(type)) {
          events.add(SimpleConditionEvent.violated(type, type.getName() + " is not " + what));
        }
      }
    };
  }

  private static boolean hasSuffix(JavaClass type, String... suffixes) {
    return Arrays.stream(suffixes).anyMatch(type.getSimpleName()::endsWith);
  }

  /** True where the package has the segment below a feature of the root. */
  private static boolean isInside(String root, JavaClass type, String segment) {
    if (!isIn(root, type) || type.getPackageName().equals(root)) {
      return false;
    }
    String[] below = type.getPackageName().substring(root.length() + 1).split("\\.", -1);
    return Arrays.asList(below).subList(1, below.length).contains(segment);
  }

  private static String packageAbove(JavaClass type, String segment) {
    String name = type.getPackageName() + ".";
    return name.substring(0, name.lastIndexOf("." + segment + "."));
  }

  private static boolean isIn(String root, JavaClass type) {
    return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
  }

  private static boolean isNowWithoutClock(CodeUnitCallTarget called) {
    return called.getName().equals("now")
        && called.getOwner().getPackageName().equals("java.time")
        && called.getRawParameterTypes().stream()
            .noneMatch(type -> type.isEquivalentTo(Clock.class));
  }

  private static boolean isCall(CodeUnitCallTarget called, Class<?> owner, String name) {
    return called.getOwner().isEquivalentTo(owner) && called.getName().equals(name);
  }

  private static boolean isFloating(JavaClass type) {
    return FLOATING.contains(type.getName())
        || FLOATING.contains(type.getBaseComponentType().getName());
  }

  /** The reason is part of the mark: one without a reason counts as none. */
  private static boolean isCrossTenant(CanBeAnnotated marked) {
    Set<? extends JavaAnnotation<?>> annotations =
        marked instanceof JavaClass type
            ? type.getAnnotations()
            : ((JavaMethod) marked).getAnnotations();
    return annotations.stream()
        .filter(annotation -> annotation.getRawType().getName().equals(CROSS_TENANT))
        .map(annotation -> annotation.get("value"))
        .flatMap(Optional::stream)
        .anyMatch(reason -> !reason.toString().isBlank());
  }

  private static boolean takesMerchantNo(JavaMethod method) {
    for (Parameter parameter : method.reflect().getParameters()) {
      if (parameter.getName().equals("merchantNo")
          || hasMerchantNo(parameter.getParameterizedType())) {
        return true;
      }
    }
    return false;
  }

  /** A row, a query, or a list of them. */
  private static boolean hasMerchantNo(Type type) {
    if (type instanceof ParameterizedType generic) {
      return Arrays.stream(generic.getActualTypeArguments())
          .anyMatch(ArchitectureRules::hasMerchantNo);
    }
    return type instanceof Class<?> plain
        && Arrays.stream(plain.getDeclaredFields())
            .anyMatch(field -> field.getName().equals("merchantNo"));
  }
}
