/** Where licence pictures are kept. */
@NullMarked
package com.zhaoli.pay.merchant.licence.internal;

import org.jspecify.annotations.NullMarked;
