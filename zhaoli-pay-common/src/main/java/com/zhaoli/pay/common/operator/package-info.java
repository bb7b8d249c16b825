/** In whose name an operator's request comes, and what that operator may do. */
@NullMarked
package com.zhaoli.pay.common.operator;

import org.jspecify.annotations.NullMarked;
