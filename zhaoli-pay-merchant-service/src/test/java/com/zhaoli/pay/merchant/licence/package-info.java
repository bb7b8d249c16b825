/** Pictures of licences, honest and hostile. */
@NullMarked
package com.zhaoli.pay.merchant.licence;

import org.jspecify.annotations.NullMarked;
