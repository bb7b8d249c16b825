package com.zhaoli.pay.payment.store.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.payment.page.PageAddresses;
import com.zhaoli.pay.payment.store.StoreBO;
import com.zhaoli.pay.payment.store.Stores;
import com.zhaoli.pay.payment.store.Stores.Creation;
import com.zhaoli.pay.payment.store.poster.Poster;
import com.zhaoli.pay.payment.store.poster.PosterPaper;
import com.zhaoli.pay.payment.store.poster.Posters;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Stores for merchants. The gateway has checked the signature and says whose it was. */
@RestController
@RequestMapping("/openapi/v1/stores")
class StoreController {
  private final Stores stores;
  private final Posters posters;
  private final PageAddresses addresses;

  StoreController(Stores stores, Posters posters, PageAddresses addresses) {
    this.stores = stores;
    this.posters = posters;
    this.addresses = addresses;
  }

  @PostMapping
  ResponseEntity<StoreVO> create(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @RequestHeader(ZhaoliHeaders.APP_ID) String appId,
      @RequestBody StoreDTO.Create request) {
    Creation creation = stores.create(merchantNo, appId, request.name(), request.storeId());
    return ResponseEntity.status(creation.created() ? HttpStatus.CREATED : HttpStatus.OK)
        .body(view(creation.store()));
  }

  @GetMapping
  StoreVO.Page list(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @RequestParam @Nullable String after,
      @RequestParam(defaultValue = "50") int limit) {
    List<StoreBO> page = stores.list(merchantNo, after, limit);
    return new StoreVO.Page(
        page.stream().map(this::view).toList(),
        page.size() == limit ? page.get(limit - 1).storeNo() : null);
  }

  @GetMapping("/{storeCode}")
  StoreVO get(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo, @PathVariable String storeCode) {
    return view(stores.get(merchantNo, storeCode));
  }

  @PatchMapping("/{storeCode}")
  StoreVO change(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable String storeCode,
      @RequestBody StoreDTO.Change request) {
    return view(stores.change(merchantNo, storeCode, request.name(), request.status()));
  }

  @GetMapping("/{storeCode}/poster")
  ResponseEntity<byte[]> poster(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable String storeCode,
      @RequestParam(defaultValue = "pdf") String format,
      @RequestParam(defaultValue = "a6") String size) {
    StoreBO store = stores.get(merchantNo, storeCode);
    PosterPaper paper = paper(size);
    Poster poster =
        new Poster(store.name(), store.storeCode(), addresses.store(store.storeCode()).toString());
    return switch (format) {
      case "png" -> file(posters.png(poster), MediaType.IMAGE_PNG, storeCode + ".png");
      case "pdf" -> file(posters.pdf(poster, paper), MediaType.APPLICATION_PDF, storeCode + ".pdf");
      default -> throw ApiException.of(ErrorCode.REQUEST_INVALID, "format", "must be png or pdf");
    };
  }

  private static PosterPaper paper(String size) {
    return Arrays.stream(PosterPaper.values())
        .filter(paper -> paper.name().equalsIgnoreCase(size))
        .findFirst()
        .orElseThrow(
            () -> ApiException.of(ErrorCode.REQUEST_INVALID, "size", "must be a6, a5 or a4"));
  }

  private static ResponseEntity<byte[]> file(byte[] content, MediaType type, String name) {
    return ResponseEntity.ok()
        .contentType(type)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.inline().filename("poster-" + name).build().toString())
        .body(content);
  }

  private StoreVO view(StoreBO store) {
    return StoreVO.of(store, addresses.store(store.storeCode()));
  }
}
