package com.zhaoli.pay.e2e.faults.books;

/** A payment as the open API shows it. */
public record ApiView(String status, long amountFen, long refundedFen) {}
