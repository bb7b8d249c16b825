/** Apps and their keys. */
@NullMarked
package com.zhaoli.pay.merchant.app;

import org.jspecify.annotations.NullMarked;
