/** Where merchants and receivers are kept. */
@NullMarked
package com.zhaoli.pay.merchant.member.internal;

import org.jspecify.annotations.NullMarked;
