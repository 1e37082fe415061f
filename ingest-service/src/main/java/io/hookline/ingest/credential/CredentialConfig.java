package io.hookline.ingest.credential;

import io.hookline.common.start.AtLeast;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an operator may change about logging in. */
@ConfigMapping(prefix = "hookline.auth")
interface CredentialConfig {
    /** Who finds out whether a user is the one he says. */
    enum Mode {
        /** This service: by the password. {@code X-Forwarded-User} is ignored. */
        STANDALONE,
        /**
         * A front end that has done so before: the user is the one in its {@code X-Forwarded-User}, else the name in a Basic header,
         * whose password is not looked at. The front end must set or remove both headers in every request.
         */
        PROXY
    }

    /** {@code standalone} or {@code proxy}. */
    @WithDefault("standalone")
    Mode mode();

    /** Addresses or networks ({@code 10.0.0.0/8}) of front ends; in mode {@code proxy} nobody else gets a token. */
    @WithDefault("127.0.0.0/8,::1")
    List<String> trustedProxies();

    /**
     * Users and their passwords: lines of {@code user:hash} as {@code htpasswd} writes them; bcrypt ({@code -B}) is best, apr1, SHA and
     * crypt are read too. Read again when it changes; while a line of it can't be read, what it held before counts. Without it nobody
     * gets a token; API keys work.
     */
    Optional<Path> htpasswdFile();

    /** How long a token counts if its request says nothing, and the longest that it may ask for. */
    @WithDefault("24H")
    @WithConverter(AtLeast.SomeTime.class)
    Duration tokenTtl();

    /** How long an expired token is told from an unknown one; then it is deleted. At least a day. */
    @WithDefault("48H")
    Duration expiredTokensKept();

    /** Users who may ask for tokens of others: chat bots, for instance. */
    Optional<List<String>> serviceUsers();

    /**
     * What users are called elsewhere, by origin and user: {@code hookline.auth.nicknames.chat.ann=annie}. A service user asks for a
     * token of {@code annie} of {@code chat} and gets one of {@code ann}.
     */
    Map<String, Map<String, String>> nicknames();
}
