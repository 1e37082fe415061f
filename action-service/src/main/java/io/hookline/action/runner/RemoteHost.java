package io.hookline.action.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A machine to be reached by SSH.
 *
 * @param name or address, an IPv6 one without its brackets
 */
record RemoteHost(String name, int port) {
    private static final int DEFAULT_PORT = 22;
    private static final int LAST_PORT = 65535;
    private static final int MOST_HOSTS = 1000;

    private static final Pattern BRACKETED = Pattern.compile("\\[([0-9A-Fa-f:.%A-Za-z]+)](?::(\\d{1,5}))?");
    private static final Pattern PLAIN = Pattern.compile("([^\\s:/@\\[\\]]+)(?::(\\d{1,5}))?");
    private static final Pattern IPV6 = Pattern.compile("([0-9A-Fa-f.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.%A-Za-z]*)()");

    /**
     * Reads a comma list; a host that is named twice is one.
     *
     * @param port for those that name none; 0: SSH's own
     * @throws IllegalArgumentException if one can't be read
     */
    static List<RemoteHost> list(String hosts, int port) {
        List<RemoteHost> read = new ArrayList<>();
        for (String text : hosts.split(",")) {
            if (!text.isBlank()) {
                RemoteHost host = of(text.strip(), port);
                if (!read.contains(host)) {
                    read.add(host);
                }
            }
        }
        if (read.size() > MOST_HOSTS) {
            throw new IllegalArgumentException("hosts names more than " + MOST_HOSTS + " hosts");
        }
        return read;
    }

    /** One of them. */
    static RemoteHost of(String text, int port) {
        for (Pattern form : List.of(BRACKETED, PLAIN, IPV6)) {
            Matcher host = form.matcher(text);
            if (host.matches()) {
                String own = host.group(2);
                int number = own != null && !own.isEmpty() ? Integer.parseInt(own) : port == 0 ? DEFAULT_PORT : port;
                if (number < 1 || number > LAST_PORT) {
                    throw new IllegalArgumentException("port " + number + " of host \"" + text + "\" is none");
                }
                return new RemoteHost(host.group(1).toLowerCase(Locale.ROOT), number);
            }
        }
        throw new IllegalArgumentException("host \"" + text + "\" can't be read: it has to be a name or an address,"
                + " with its port after a colon if it has one");
    }

    @Override
    public String toString() {
        return name + " (port " + port + ")";
    }
}
