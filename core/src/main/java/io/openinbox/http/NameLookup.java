package io.openinbox.http;

import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. */
interface NameLookup {

    /** @return at least one */
    List<InetAddress> resolve(String host) throws UnknownHostException, InterruptedIOException;
}
