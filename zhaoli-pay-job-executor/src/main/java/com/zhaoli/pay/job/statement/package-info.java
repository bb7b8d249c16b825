/** Tells merchants in WeChat what a day brought. */
@NullMarked
package com.zhaoli.pay.job.statement;

import org.jspecify.annotations.NullMarked;
