/**
 * A third channel, to prove the recipe of docs/adding-a-channel.md. The wallet is made up: it
 * speaks JSON over HTTP, and both sides sign with HMAC-SHA256 under one secret. What has "Test" in
 * its name plays the wallet's side; the rest is what a real channel's package would hold.
 */
@NullMarked
package com.zhaoli.pay.payment.channel.voucher;

import org.jspecify.annotations.NullMarked;
