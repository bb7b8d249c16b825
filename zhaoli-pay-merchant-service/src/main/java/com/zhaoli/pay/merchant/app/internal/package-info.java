/** Where apps and keys are kept. */
@NullMarked
package com.zhaoli.pay.merchant.app.internal;

import org.jspecify.annotations.NullMarked;
