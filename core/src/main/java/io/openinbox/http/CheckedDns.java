package io.openinbox.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks a host up once for a connection, and hands out only addresses that may be reached. The connection goes to these very
 * addresses: a name that changes its answer between a check and the connection gains nothing.
 */
final class CheckedDns implements DnsResolver {

    private final NameLookup names;
    private final AddressRules rules;

    CheckedDns(NameLookup names, AddressRules rules) {
        this.names = names;
        this.rules = rules;
    }

    /** All of a host's addresses must be allowed: one that leads inside besides others is no accident. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        List<InetAddress> addresses;
        try {
            addresses = names.resolve(host);
        } catch (UnknownHostException e) {
            throw e;
        } catch (IOException e) {
            throw new UnknownHostException(host);
        }
        if (!addresses.stream().allMatch(rules::isAllowed)) {
            throw new RefusedAddressException(host);
        }
        return addresses.toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
