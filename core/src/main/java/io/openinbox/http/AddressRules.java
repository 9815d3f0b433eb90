package io.openinbox.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses may be reached: the public Internet's, and those the operator allows. Everything with a special purpose is
 * refused (IANA's special-purpose registries), and what carries an IPv4 address inside an IPv6 one as a whole: it is another
 * spelling of an address that has been looked at in vain.
 */
public final class AddressRules {

    private static final List<AddressRange> REFUSED_IPV4 = ranges(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by a provider's customers; some clouds keep their metadata here
            "127.0.0.0/8", // loopback
            "168.63.129.16", // Azure's own services, seen from its machines
            "169.254.0.0/16", // link-local, the metadata of most clouds among them
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, broadcast

    /** Of IPv6 only global unicast is looked at at all. */
    private static final AddressRange GLOBAL_UNICAST = AddressRange.of("2000::/3");

    private static final List<AddressRange> REFUSED_GLOBAL_UNICAST = ranges(
            "2001::/23", // protocol assignments, Teredo among them
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4
            "3fff::/20"); // documentation

    private final List<AddressRange> allowed;

    /**
     * @param allowed ranges that may be reached although they are not public
     * @throws IllegalArgumentException for what is no range
     */
    public AddressRules(List<String> allowed) {
        this.allowed = allowed.stream().map(AddressRange::of).toList();
    }

    /** Whether the operator has named the address. */
    boolean isAllowedByName(InetAddress address) {
        return isIn(allowed, address);
    }

    boolean isAllowed(InetAddress address) {
        return isAllowedByName(address) || isPublic(address);
    }

    private static boolean isPublic(InetAddress address) {
        return address instanceof Inet4Address
                ? !isIn(REFUSED_IPV4, address)
                : GLOBAL_UNICAST.contains(address.getAddress()) && !isIn(REFUSED_GLOBAL_UNICAST, address);
    }

    private static boolean isIn(List<AddressRange> ranges, InetAddress address) {
        byte[] bytes = address.getAddress();
        return ranges.stream().anyMatch(range -> range.contains(bytes));
    }

    private static List<AddressRange> ranges(String... texts) {
        return List.of(texts).stream().map(AddressRange::of).toList();
    }
}
