package slipway.export;

/// The parts of an image’s name, each empty where it is not said. Immutable.
///
/// @param registry   its host, with its port
/// @param repository without tag and digest
/// @param digest     with its `sha256:`
record ImageName(String registry, String repository, String tag, String digest) {
    static ImageName of(String reference) {
        int at = reference.indexOf('@');
        String digest = at < 0 ? "" : reference.substring(at + 1);
        String rest = at < 0 ? reference : reference.substring(0, at);
        int colon = rest.lastIndexOf(':');
        boolean tagged = colon > rest.lastIndexOf('/');
        String tag = tagged ? rest.substring(colon + 1) : "";
        String name = tagged ? rest.substring(0, colon) : rest;
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
        return new ImageName(host ? first : "", host ? name.substring(slash + 1) : name, tag, digest);
    }

    /// With its tag and without its digest.
    String tagged() {
        return name() + (tag.isEmpty() ? "" : ":" + tag);
    }

    /// By its digest, which no moved tag changes; by its tag where there is no digest.
    String pinned() {
        return digest.isEmpty() ? tagged() : name() + "@" + digest;
    }

    /// The same pushed to `other`, where its digest is not known yet.
    ImageName at(String other) {
        return new ImageName(other, repository, tag.isEmpty() ? "latest" : tag, "");
    }

    private String name() {
        return registry.isEmpty() ? repository : registry + "/" + repository;
    }
}
