/** Tests of the whole service. */
@NullMarked
package com.zhaoli.pay.merchant;

import org.jspecify.annotations.NullMarked;
