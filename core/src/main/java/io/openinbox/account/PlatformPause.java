package io.openinbox.account;

import java.time.Instant;

/**
 * A platform takes nothing from the operator's app for want of credit.
 *
 * @param detail the platform's words
 * @param trialAt when one call may be tried again
 */
public record PlatformPause(Instant since, String detail, Instant trialAt) {}
