package io.openinbox.kernel;

import org.jspecify.annotations.Nullable;

/**
 * What a field is to hold from now on. Where a change names one, no {@code NewValue} leaves the field as it is.
 *
 * @param value null clears the field
 */
public record NewValue<T>(@Nullable T value) {}
