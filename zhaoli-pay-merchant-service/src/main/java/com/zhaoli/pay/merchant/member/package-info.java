/** Merchants and the people of theirs who get messages. */
@NullMarked
package com.zhaoli.pay.merchant.member;

import org.jspecify.annotations.NullMarked;
