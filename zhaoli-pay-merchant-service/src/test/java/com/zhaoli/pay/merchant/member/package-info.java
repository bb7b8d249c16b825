/** Tests of member. */
@NullMarked
package com.zhaoli.pay.merchant.member;

import org.jspecify.annotations.NullMarked;
