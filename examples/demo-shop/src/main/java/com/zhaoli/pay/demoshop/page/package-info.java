/** The shop's page. */
@NullMarked
package com.zhaoli.pay.demoshop.page;

import org.jspecify.annotations.NullMarked;
