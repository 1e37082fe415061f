package io.hookline.standalone;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/**
 * Ports on the loopback for what only this process speaks to. They lie below those the system gives to outgoing connections, so
 * nobody gets one by accident between our look and our use of it.
 */
final class FreePorts {
    private static final int FIRST = 15_000;
    private static final int LAST = 32_000;
    private static final int TRIES = 100;

    private final RandomGenerator random;

    FreePorts(RandomGenerator random) {
        this.random = random;
    }

    int next() {
        for (int i = 0; i < TRIES; i++) {
            int port = random.nextInt(FIRST, LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new CannotStart("No free port was found on 127.0.0.1 between " + FIRST + " and " + LAST + ".");
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
