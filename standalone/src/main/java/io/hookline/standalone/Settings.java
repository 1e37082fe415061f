package io.hookline.standalone;

import io.hookline.common.secret.SecretBox;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may set for the one-process Hookline, checked before anything is started. An empty value counts as not set.
 *
 * @param data  {@code HOOKLINE_DATA}: the one folder of all data; {@code ~/.hookline} by default
 * @param port  {@code HOOKLINE_PORT}: where HTTP is spoken, on 127.0.0.1; 9101 by default
 * @param user  {@code HOOKLINE_ADMIN_USER}: who may ask for tokens from the first start on; {@code admin} by default
 * @param givenPassword  {@code HOOKLINE_ADMIN_PASSWORD}: that user's password; made at random and kept in a file by default
 * @param givenApiKey  {@code HOOKLINE_API_KEY}: the first API key; made at random and kept in a file by default
 * @param secretKey  {@code HOOKLINE_SECRET_KEY}: what secret parameters are sealed with; made at random and kept in a file by default
 * @param datastoreKey  {@code HOOKLINE_DATASTORE_KEY_FILE}: the operator's own file with the key of secret datastore values; made at random by
 *     default
 * @param htpasswd  {@code HOOKLINE_AUTH_HTPASSWD_FILE}: the operator's own file of users, which is never written to
 * @param packs  {@code HOOKLINE_PACKS}: folders of packs, with colons between them; empty: {@code packs} in the folder of all data
 * @param kafka  {@code KAFKA_BOOTSTRAP_SERVERS}: an external Kafka instead of the embedded one
 * @param databaseUrl  {@code QUARKUS_DATASOURCE_JDBC_URL}: an external PostgreSQL instead of the embedded one
 */
record Settings(
        Path data,
        int port,
        String user,
        Optional<String> givenPassword,
        Optional<String> givenApiKey,
        Optional<String> secretKey,
        Optional<Path> datastoreKey,
        Optional<Path> htpasswd,
        List<Path> packs,
        Optional<String> kafka,
        Optional<String> databaseUrl) {
    private static final int DEFAULT_PORT = 9101;
    private static final int LAST_PORT = 65535;
    /** bcrypt looks at no more than this, and a silent cut would let a part of the password in. */
    private static final int LONGEST_PASSWORD_BYTES = 71;

    private static final Pattern USER = Pattern.compile("[^:#\\s\\p{Cntrl}][^:\\p{Cntrl}]*");
    private static final Pattern API_KEY = Pattern.compile("[!-~]+");

    /**
     * @param environment gives the value of a variable, or null
     * @throws CannotStart if a value can't be used
     */
    static Settings from(Function<String, @Nullable String> environment) {
        Function<String, Optional<String>> given =
                name -> Optional.ofNullable(environment.apply(name)).filter(value -> !value.isBlank());
        return new Settings(
                given.apply("HOOKLINE_DATA").map(Settings::folder).orElseGet(Settings::defaultFolder),
                given.apply("HOOKLINE_PORT").map(Settings::port).orElse(DEFAULT_PORT),
                given.apply("HOOKLINE_ADMIN_USER").map(Settings::user).orElse("admin"),
                given.apply("HOOKLINE_ADMIN_PASSWORD").map(Settings::password),
                given.apply("HOOKLINE_API_KEY").map(Settings::apiKey),
                given.apply(SecretKey.VARIABLE).map(Settings::secretKey),
                given.apply(DatastoreKeyFile.VARIABLE)
                        .map(value -> DatastoreKeyFile.checked(path(DatastoreKeyFile.VARIABLE, value))),
                given.apply("HOOKLINE_AUTH_HTPASSWD_FILE").map(value -> path("HOOKLINE_AUTH_HTPASSWD_FILE", value)),
                given.apply("HOOKLINE_PACKS").map(Settings::packs).orElse(List.of()),
                given.apply("KAFKA_BOOTSTRAP_SERVERS"),
                given.apply("QUARKUS_DATASOURCE_JDBC_URL").map(Settings::databaseUrl));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static Path folder(String value) {
        return path("HOOKLINE_DATA", value);
    }

    private static Path defaultFolder() {
        return Path.of(System.getProperty("user.home", "."), ".hookline").toAbsolutePath();
    }

    private static Path path(String name, String value) {
        try {
            return Path.of(value).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new CannotStart(name + " is not a path: " + value, e);
        }
    }

    private static List<Path> packs(String value) {
        return Stream.of(value.split(":", -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> path("HOOKLINE_PACKS", folder))
                .toList();
    }

    private static int port(String value) {
        try {
            int port = Integer.parseInt(value.strip());
            if (port >= 1 && port <= LAST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below, together with a number out of range
        }
        throw new CannotStart("HOOKLINE_PORT must be a port between 1 and " + LAST_PORT + ", not '" + value + "'.");
    }

    private static String user(String value) {
        if (!USER.matcher(value).matches()) {
            throw new CannotStart("HOOKLINE_ADMIN_USER must be a name without a colon, not '" + value + "'.");
        }
        return value;
    }

    private static String password(String value) {
        if (value.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD_BYTES) {
            throw new CannotStart("HOOKLINE_ADMIN_PASSWORD must not be longer than " + LONGEST_PASSWORD_BYTES
                    + " bytes: bcrypt, which keeps it, takes no more.");
        }
        return value;
    }

    private static String apiKey(String value) {
        if (!API_KEY.matcher(value).matches()) {
            throw new CannotStart("HOOKLINE_API_KEY must be of printable ASCII characters without a space.");
        }
        return value;
    }

    private static String secretKey(String value) {
        try {
            var unused = new SecretBox(value);
            return value;
        } catch (IllegalArgumentException e) {
            throw new CannotStart(String.valueOf(e.getMessage()), e);
        }
    }

    private static String databaseUrl(String value) {
        if (!value.startsWith("jdbc:postgresql:")) {
            throw new CannotStart(
                    "QUARKUS_DATASOURCE_JDBC_URL must begin with jdbc:postgresql:, which this one does not.");
        }
        return value;
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Settings[data=" + data + ", port=" + port + ", user=" + user + "]";
    }
}
