/** How secrets are shown to people. */
@NullMarked
package com.zhaoli.pay.merchant.secret;

import org.jspecify.annotations.NullMarked;
