/** The operators' API for merchants. */
@NullMarked
package com.zhaoli.pay.merchant.audit.web;

import org.jspecify.annotations.NullMarked;
