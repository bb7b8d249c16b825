/** What the pages for payers share: addresses, headers, files, QR codes. */
@NullMarked
package com.zhaoli.pay.payment.page;

import org.jspecify.annotations.NullMarked;
