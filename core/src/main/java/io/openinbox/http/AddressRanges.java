package io.openinbox.http;

import java.net.InetAddress;
import java.util.List;

/** Some ranges of IP addresses that somebody has named. */
public final class AddressRanges {

    private final List<AddressRange> ranges;

    /** @throws IllegalArgumentException for what is neither an address nor a range */
    public AddressRanges(List<String> texts) {
        this.ranges = texts.stream().map(AddressRange::of).toList();
    }

    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return ranges.stream().anyMatch(range -> range.contains(bytes));
    }
}
