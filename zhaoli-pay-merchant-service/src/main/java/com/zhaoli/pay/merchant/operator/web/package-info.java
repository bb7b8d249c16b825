/** Operator login. */
@NullMarked
package com.zhaoli.pay.merchant.operator.web;

import org.jspecify.annotations.NullMarked;
