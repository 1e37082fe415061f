package io.hookline.common.auth;

import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/**
 * The credential of a request, as the header that shows it to another service: who asks there on behalf of a caller sees what the caller
 * may see, and no more. Wherever it was shown, it is passed on as a header, since addresses end up in logs.
 *
 * @param header name of the header
 */
public record PassedOn(String header, String secret) {
    /** Empty if the request shows nothing; then it was for something that is open to all. */
    public static Optional<PassedOn> of(HttpHeaders headers, UriInfo uri) {
        var query = uri.getQueryParameters();
        Cookie cookie = headers.getCookies().get(CredentialsFilter.COOKIE);
        return ShownCredential.first(
                        headers.getHeaderString(ShownCredential.TOKEN_HEADER),
                        headers.getHeaderString(ShownCredential.KEY_HEADER),
                        query.getFirst("x-auth-token"),
                        query.getFirst("st2-api-key"),
                        cookie == null ? null : cookie.getValue())
                .map(shown -> new PassedOn(
                        switch (shown.kind()) {
                            case TOKEN -> ShownCredential.TOKEN_HEADER;
                            case API_KEY -> ShownCredential.KEY_HEADER;
                        },
                        shown.secret()));
    }

    @Override
    public String toString() {
        return header;
    }
}
