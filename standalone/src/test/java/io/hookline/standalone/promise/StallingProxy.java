package io.hookline.standalone.promise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a client and a server on the loopback. While it is frozen, connections stay open and nothing passes, as if the server
 * were stopped in the middle of its work.
 */
final class StallingProxy implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final ServerSocket door;
    private final int behind;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Object valve = new Object();
    private boolean frozen;

    private StallingProxy(ServerSocket door, int behind) {
        this.door = door;
        this.behind = behind;
    }

    /** @param behind  the server's port */
    static StallingProxy before(int behind) {
        try {
            var proxy = new StallingProxy(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), behind);
            Thread.ofPlatform().daemon().name("proxy-door").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    void freeze() {
        synchronized (valve) {
            frozen = true;
        }
    }

    void thaw() {
        synchronized (valve) {
            frozen = false;
            valve.notifyAll();
        }
    }

    @Override
    public void close() throws IOException {
        thaw();
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), behind);
                open.add(client);
                open.add(server);
                pump(client, server);
                pump(server, client);
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void pump(Socket from, Socket to) {
        Thread.ofPlatform().daemon().name("proxy-pump").start(() -> {
            try (from;
                    to) {
                to.setTcpNoDelay(true);
                var buffer = new byte[BUFFER];
                for (int read = from.getInputStream().read(buffer);
                        read >= 0;
                        read = from.getInputStream().read(buffer)) {
                    awaitOpenValve();
                    to.getOutputStream().write(buffer, 0, read);
                }
            } catch (IOException e) {
                // one side has gone, and the other goes with it
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                open.remove(from);
                open.remove(to);
            }
        });
    }

    private void awaitOpenValve() throws InterruptedException {
        synchronized (valve) {
            while (frozen) {
                valve.wait();
            }
        }
    }
}
