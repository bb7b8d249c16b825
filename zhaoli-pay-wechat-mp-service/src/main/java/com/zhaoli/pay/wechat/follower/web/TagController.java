package com.zhaoli.pay.wechat.follower.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.follower.FollowerChangeBO;
import com.zhaoli.pay.wechat.follower.FollowerChanges;
import com.zhaoli.pay.wechat.follower.TagBO;
import com.zhaoli.pay.wechat.follower.Tags;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Operators look at tags and change them. */
@RestController
@RequestMapping("/ops/v1/wechat/tags")
class TagController {
  /** WeChat's limit of a tag's name. */
  private static final int MAX_NAME = 30;

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private final Tags tags;
  private final FollowerChanges changes;
  private final OfficialAccounts accounts;

  TagController(Tags tags, FollowerChanges changes, OfficialAccounts accounts) {
    this.tags = tags;
    this.changes = changes;
    this.accounts = accounts;
  }

  /** A tag. */
  record TagVO(int tagId, String name, int followers, boolean system) {}

  /**
   * All tags of an account.
   *
   * @param refreshedAt when WeChat was asked for them last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record TagsVO(List<TagVO> items, @Nullable Instant refreshedAt) {
    static TagsVO of(List<TagBO> tags) {
      return new TagsVO(
          tags.stream()
              .map(tag -> new TagVO(tag.tagId(), tag.name(), tag.followers(), tag.isSystem()))
              .toList(),
          tags.stream().map(TagBO::refreshedAt).max(Comparator.naturalOrder()).orElse(null));
    }
  }

  /** The name of a new tag. */
  record NewTagDTO(@NotNull @Size(max = 2 * MAX_NAME) String name) {}

  /**
   * Another name.
   *
   * @param expectedName the one that the operator saw
   */
  record RenamingDTO(
      @NotNull @Size(max = 2 * MAX_NAME) String name,
      @NotNull @Size(max = 64) String expectedName) {}

  /** As WeChat told them last; who looks for the first time has it asked. */
  @GetMapping
  TagsVO list(
      HttpServletRequest request,
      @RequestParam(name = "account", required = false) @Nullable String account) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    String appId = accounts.mainUnless(account).appId();
    List<TagBO> known = tags.of(appId);
    return TagsVO.of(known.isEmpty() ? tags.refresh(appId) : known);
  }

  @PostMapping("/refresh")
  TagsVO refresh(
      HttpServletRequest request,
      @RequestParam(name = "account", required = false) @Nullable String account) {
    ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    return TagsVO.of(tags.refresh(accounts.mainUnless(account).appId()));
  }

  @PostMapping
  ResponseEntity<ChangeVO> create(
      HttpServletRequest request,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @Valid @RequestBody NewTagDTO tag) {
    ActingOperator operator = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    return answer(
        changes.createTag(
            accounts.mainUnless(account).appId(), nameOf(tag.name()), operator.operatorNo()));
  }

  @PutMapping("/{tagId}")
  ResponseEntity<ChangeVO> rename(
      HttpServletRequest request,
      @PathVariable("tagId") int tagId,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @Valid @RequestBody RenamingDTO renaming) {
    ActingOperator operator = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    return answer(
        changes.renameTag(
            accounts.mainUnless(account).appId(),
            tagId,
            nameOf(renaming.name()),
            renaming.expectedName(),
            operator.operatorNo()));
  }

  @DeleteMapping("/{tagId}")
  ResponseEntity<ChangeVO> delete(
      HttpServletRequest request,
      @PathVariable("tagId") int tagId,
      @RequestParam("expectedName") @Size(max = 64) String expectedName,
      @RequestParam(name = "account", required = false) @Nullable String account) {
    ActingOperator operator = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    return answer(
        changes.deleteTag(
            accounts.mainUnless(account).appId(), tagId, expectedName, operator.operatorNo()));
  }

  /**
   * The text without blanks at its ends, in characters as WeChat counts them.
   *
   * @throws ApiException REQUEST_INVALID
   */
  static String textOf(String field, String text, int min, int max) {
    String stripped = text.strip();
    int length = stripped.codePointCount(0, stripped.length());
    if (length < min || length > max) {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID, field, "must have " + min + " to " + max + " characters");
    }
    if (CONTROL.matcher(stripped).find()) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, field, "must not have control characters");
    }
    return stripped;
  }

  private static String nameOf(String text) {
    return textOf("name", text, 1, MAX_NAME);
  }

  private ResponseEntity<ChangeVO> answer(FollowerChangeBO change) {
    return ChangeVO.answer(change, changes.detailsOf(change));
  }
}
