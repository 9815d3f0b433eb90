package io.openinbox.platform;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who a platform says we are.
 *
 * @param username without a display prefix
 * @param image an address, or empty
 * @param capabilities what this account can do, where that is less than the platform allows; else null
 */
public record LinkedAccount(
        String platformId,
        String username,
        String name,
        String image,
        @Nullable Set<Capability> capabilities) {

    public LinkedAccount {
        capabilities = capabilities == null ? null : Set.copyOf(capabilities);
    }

    /** An account that can do what its platform allows. */
    public LinkedAccount(String platformId, String username, String name, String image) {
        this(platformId, username, name, image, null);
    }
}
