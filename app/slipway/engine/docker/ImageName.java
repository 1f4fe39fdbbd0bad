package slipway.engine.docker;

import java.net.URI;
import java.util.regex.Pattern;

import slipway.network.Party;

/// A reference to an image in its parts: `registry:5000/team/iris`, `2`. Never without a tag: the engine would take all.
///
/// @param tag a tag, or a digest (`sha256:…`), which counts where a reference has both
record ImageName(String repository, String tag) {
    /// Docker Hub, as logins name it.
    static final String HUB = "https://index.docker.io/v1/";

    private static final Pattern HUB_HOST = Pattern.compile("(?:(?:index|registry-1)\\.)?docker\\.io");

    static ImageName of(String reference) {
        int at = reference.indexOf('@');
        if (at > 0) return new ImageName(of(reference.substring(0, at)).repository, reference.substring(at + 1));
        int colon = reference.lastIndexOf(':');
        return colon > reference.lastIndexOf('/')
                ? new ImageName(reference.substring(0, colon), reference.substring(colon + 1))
                : new ImageName(reference, "latest");
    }

    /// The registry's host as logins name it; Docker Hub where the reference names none.
    String registry() {
        int slash = repository.indexOf('/');
        String first = slash < 0 ? "" : repository.substring(0, slash);
        boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
        return host ? registry(first) : HUB;
    }

    /// The registry as the ledger has it.
    Party party() {
        return party(registry());
    }

    /// A registry that logins name, as the ledger has it.
    static Party party(String registry) {
        try {
            return Party.of(URI.create(registry.contains("://") ? registry : "https://" + registry));
        } catch (IllegalArgumentException e) {
            return Party.at(registry, 0);
        }
    }

    /// A registry as logins name it, from its host or its address.
    static String registry(String typed) {
        int scheme = typed.indexOf("://");
        String rest = scheme < 0 ? typed : typed.substring(scheme + 3);
        int slash = rest.indexOf('/');
        String host = slash < 0 ? rest : rest.substring(0, slash);
        return HUB_HOST.matcher(host).matches() ? HUB : host;
    }
}
