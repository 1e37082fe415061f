package io.hookline.action.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/** Who logs in, and by what. */
record SshLogin(String user, @Nullable String password, List<KeyPair> keys) {
    SshLogin {
        keys = List.copyOf(keys);
    }

    /**
     * What an order names; the configured key where it brings neither key nor password.
     *
     * @throws IllegalArgumentException if a key can't be read; the message does not tell it
     */
    static SshLogin of(ObjectNode runner, SshConfig config) {
        String named = text(runner, "username");
        String user = named == null ? config.user() : named;
        String password = text(runner, "password");
        String passphrase = text(runner, "passphrase");
        String key = text(runner, "private_key");
        if (key != null) {
            return new SshLogin(user, password, keys(key, passphrase));
        }
        if (password != null || config.keyFile().isEmpty()) {
            return new SshLogin(user, password, List.of());
        }
        return new SshLogin(user, null, keys(config.keyFile().get().toString(), passphrase));
    }

    private static @Nullable String text(ObjectNode runner, String name) {
        String text = runner.path(name).textValue();
        return text == null || text.isEmpty() ? null : text;
    }

    /**
     * @param key its text, or the path of its file
     */
    private static List<KeyPair> keys(String key, @Nullable String passphrase) {
        byte[] text = text(key);
        FilePasswordProvider password =
                passphrase == null ? FilePasswordProvider.EMPTY : FilePasswordProvider.of(passphrase);
        List<KeyPair> keys = new ArrayList<>();
        try {
            Iterable<KeyPair> read = SecurityUtils.loadKeyPairIdentities(
                    null,
                    NamedResource.ofName("private_key"),
                    new ByteArrayInputStream(EncryptedKey.opened(text, passphrase)),
                    password);
            if (read != null) {
                read.forEach(keys::add);
            }
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "private_key can't be read: the passphrase is missing or wrong, or it is no private key", e);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("private_key can't be read: it is no private key");
        }
        return keys;
    }

    private static byte[] text(String key) {
        if (key.contains("PRIVATE KEY-----")) {
            return (key.strip() + "\n").getBytes(StandardCharsets.US_ASCII);
        }
        try {
            return Files.readAllBytes(Path.of(key));
        } catch (InvalidPathException | IOException e) {
            throw new IllegalArgumentException(
                    "private_key can't be read: it is neither a private key nor a file of one", e);
        }
    }

    @Override
    public String toString() {
        return "SshLogin[" + user + "]";
    }
}
