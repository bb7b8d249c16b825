/** Where operators, sessions and login tries are kept. */
@NullMarked
package com.zhaoli.pay.merchant.operator.internal;

import org.jspecify.annotations.NullMarked;
