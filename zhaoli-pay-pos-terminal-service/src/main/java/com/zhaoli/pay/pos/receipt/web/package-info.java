/** Receipts over HTTP. */
@NullMarked
package com.zhaoli.pay.pos.receipt.web;

import org.jspecify.annotations.NullMarked;
