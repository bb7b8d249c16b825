/** The login check of the operators' addresses. */
@NullMarked
package com.zhaoli.pay.gateway.operator;

import org.jspecify.annotations.NullMarked;
