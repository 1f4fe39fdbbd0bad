package slipway.update;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import slipway.base.Masked;
import slipway.base.Problem;
import slipway.base.StudioException;

/// Where a person says that releases are told; immutable. Nothing is looked up to make one.
///
/// @param uri   of a server, without the login; null for a file
/// @param file  an absolute path; null for a server
/// @param login `name:password` as the person wrote it before the host, decoded; empty for none
record ReleaseAddress(@Nullable URI uri, @Nullable Path file, String login) {
    private static final Pattern HTTP = Pattern.compile("(?i)^(https?://)(.*)$", Pattern.DOTALL);
    private static final Pattern LOGIN = Pattern.compile("(?i)^(https?://)[^/?#]*@");
    static final int LAST_PORT = 65_535;

    /// Reads what a person typed.
    ///
    /// @throws StudioException where it is neither an http or https address nor a full path
    static ReleaseAddress of(String typed) {
        String text = typed.strip();
        try {
            if (HTTP.matcher(text).matches()) return server(new URI(text));
            Path path = Path.of(text);
            if (path.isAbsolute()) return new ReleaseAddress(null, path, "");
        } catch (URISyntaxException | InvalidPathException e) {
            // its words repeat what was typed, a password too
            throw wrong(text);
        }
        throw wrong(text);
    }

    private static ReleaseAddress server(URI uri) throws URISyntaxException {
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > LAST_PORT) throw wrong(uri.toString());
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return new ReleaseAddress(new URI(uri.getScheme() + "://" + uri.getHost() + port + path + query), null,
                Objects.requireNonNullElse(uri.getUserInfo(), ""));
    }

    private static StudioException wrong(String text) {
        return new StudioException(Problem.of("update.address", shown(text)));
    }

    /// `typed` without what looks like a secret: logins before the host, signatures, tokens.
    static String shown(String typed) {
        return Masked.text(LOGIN.matcher(typed.strip()).replaceFirst("$1" + Masked.MASK + "@"));
    }

    /// Whether `next`, where a server sends to, is the same server; going over to https at the usual ports is.
    static boolean sameServer(URI from, URI next) {
        if (next.getHost() == null || !from.getHost().equalsIgnoreCase(next.getHost())) return false;
        boolean scheme = from.getScheme().equalsIgnoreCase(next.getScheme());
        if (scheme) return port(from) == port(next);
        return "https".equalsIgnoreCase(next.getScheme()) && port(from) == 80 && port(next) == 443;
    }

    private static int port(URI uri) {
        if (uri.getPort() > 0) return uri.getPort();
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
