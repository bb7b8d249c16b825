/** Which pages of other origins may read the API's answers. */
@NullMarked
package com.zhaoli.pay.common.cors;

import org.jspecify.annotations.NullMarked;
