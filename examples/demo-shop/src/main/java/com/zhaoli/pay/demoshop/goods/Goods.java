package com.zhaoli.pay.demoshop.goods;

/**
 * Something that can be bought.
 *
 * @param price of one, in fen
 */
public record Goods(String id, String name, String englishName, long price) {}
