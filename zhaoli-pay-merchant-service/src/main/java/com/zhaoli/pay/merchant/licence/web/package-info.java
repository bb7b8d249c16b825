/** The operators' address for licence pictures. */
@NullMarked
package com.zhaoli.pay.merchant.licence.web;

import org.jspecify.annotations.NullMarked;
