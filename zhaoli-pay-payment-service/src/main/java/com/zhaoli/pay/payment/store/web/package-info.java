/** Stores for merchants, and their pages for payers. */
@NullMarked
package com.zhaoli.pay.payment.store.web;

import org.jspecify.annotations.NullMarked;
