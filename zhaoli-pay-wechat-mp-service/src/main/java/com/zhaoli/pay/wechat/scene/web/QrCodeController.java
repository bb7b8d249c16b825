package com.zhaoli.pay.wechat.scene.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.paging.web.PageVO;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.scene.QrCodeBO;
import com.zhaoli.pay.wechat.scene.QrCodes;
import com.zhaoli.pay.wechat.scene.ScanDay;
import com.zhaoli.pay.wechat.scene.SceneState;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Permanent QR codes for operators. The gateway has checked the login and says whose. */
@RestController
@RequestMapping("/ops/v1/wechat/qr-codes")
class QrCodeController {
  private static final String SCENE = "/{scene:scn_[0-9A-Za-z]{1,60}}";
  private static final MediaType SVG = MediaType.valueOf("image/svg+xml");
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final int DAYS_SHOWN = 30;
  private static final int MAX_DAYS = 366;
  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 9999;

  private final QrCodes codes;
  private final OfficialAccounts accounts;
  private final Clock clock;

  QrCodeController(QrCodes codes, OfficialAccounts accounts, Clock clock) {
    this.codes = codes;
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * Scans of a span of days of China, both ends included.
   *
   * @param days those with scans
   */
  record ScansVO(
      String scene, LocalDate from, LocalDate to, long scans, long follows, List<ScanDay> days) {}

  /**
   * Names the version that the operator saw.
   *
   * @param expectedVersion the change is refused when the code has another one now
   */
  record VersionDTO(@NotNull Long expectedVersion) {}

  /** 201 when it is made, or 202 while WeChat's answer is not known. */
  @PostMapping
  ResponseEntity<QrCodeVO> create(
      HttpServletRequest request,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @Valid @RequestBody QrCodeDTO code) {
    ActingOperator acting = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    QrCodeBO made = codes.create(appId(account), code.draft(), acting.operatorNo());
    boolean making = made.state() == SceneState.MAKING;
    return ResponseEntity.status(making ? HttpStatus.ACCEPTED : HttpStatus.CREATED)
        .body(QrCodeVO.of(made));
  }

  @GetMapping
  PageVO<QrCodeVO> page(
      HttpServletRequest request,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @RequestParam(name = "after", required = false)
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the next of a page") @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "50") @Min(1) @Max(200) int limit) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    return PageVO.of(
        codes.page(appId(account), after, limit + 1), limit, QrCodeVO::of, QrCodeBO::scene);
  }

  @GetMapping(SCENE)
  QrCodeVO get(
      HttpServletRequest request,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @PathVariable String scene) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    return QrCodeVO.of(codes.get(appId(account), scene));
  }

  @PutMapping(SCENE)
  QrCodeVO change(
      HttpServletRequest request,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @PathVariable String scene,
      @Valid @RequestBody QrCodeDTO code) {
    ActingOperator acting = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    Long expectedVersion = code.expectedVersion();
    if (expectedVersion == null) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "expectedVersion", "is missing");
    }
    return QrCodeVO.of(
        codes.change(appId(account), scene, expectedVersion, code.draft(), acting.operatorNo()));
  }

  @PostMapping(SCENE + "/enable")
  QrCodeVO enable(
      HttpServletRequest request,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @PathVariable String scene,
      @Valid @RequestBody VersionDTO seen) {
    return enable(request, account, scene, seen, true);
  }

  @PostMapping(SCENE + "/disable")
  QrCodeVO disable(
      HttpServletRequest request,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @PathVariable String scene,
      @Valid @RequestBody VersionDTO seen) {
    return enable(request, account, scene, seen, false);
  }

  /** The code itself, to be printed. */
  @GetMapping(SCENE + "/picture")
  ResponseEntity<String> picture(
      HttpServletRequest request,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @PathVariable String scene) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    String url = codes.get(appId(account), scene).url();
    if (url == null) {
      throw new ApiException(ErrorCode.QR_CODE_NOT_FOUND);
    }
    return ResponseEntity.ok()
        .contentType(SVG)
        .header("X-Content-Type-Options", "nosniff")
        .body(QrPicture.svg(url));
  }

  /** The last thirty days unless said otherwise; a year at most. */
  @GetMapping(SCENE + "/scans")
  ScansVO scans(
      HttpServletRequest request,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @PathVariable String scene,
      @RequestParam(name = "from", required = false) @Nullable LocalDate from,
      @RequestParam(name = "to", required = false) @Nullable LocalDate to) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    LocalDate last =
        Objects.requireNonNullElseGet(to, () -> LocalDate.ofInstant(clock.instant(), CHINA));
    if (last.getYear() < FIRST_YEAR || last.getYear() > LAST_YEAR) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "to", "must be a day of this age");
    }
    LocalDate first = Objects.requireNonNullElseGet(from, () -> last.minusDays(DAYS_SHOWN - 1));
    long span = ChronoUnit.DAYS.between(first, last);
    if (span < 0 || span >= MAX_DAYS) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "from", "must be 0 to 365 days before to");
    }
    List<ScanDay> days = codes.scans(appId(account), scene, first, last);
    return new ScansVO(
        scene,
        first,
        last,
        days.stream().mapToLong(ScanDay::scans).sum(),
        days.stream().mapToLong(ScanDay::follows).sum(),
        days);
  }

  private QrCodeVO enable(
      HttpServletRequest request,
      @Nullable String account,
      String scene,
      VersionDTO seen,
      boolean enabled) {
    ActingOperator acting = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    return QrCodeVO.of(
        codes.enable(appId(account), scene, seen.expectedVersion(), enabled, acting.operatorNo()));
  }

  private String appId(@Nullable String account) {
    return accounts.mainUnless(account).appId();
  }
}
