/** Random tokens, digests and masks. */
@NullMarked
package com.zhaoli.pay.merchant.secret;

import org.jspecify.annotations.NullMarked;
