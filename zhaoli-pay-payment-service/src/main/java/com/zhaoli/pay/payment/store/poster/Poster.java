package com.zhaoli.pay.payment.store.poster;

/**
 * What stands on a poster.
 *
 * @param name the store's name
 * @param storeCode small print, by which people on the telephone know which one it is
 * @param url what the QR code says
 */
public record Poster(String name, String storeCode, String url) {}
