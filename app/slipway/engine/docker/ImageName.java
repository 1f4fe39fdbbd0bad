package slipway.engine.docker;

/// A reference to an image in its parts: `registry:5000/team/iris`, `2`. Never without a tag: the engine would take all.
///
/// @param tag a tag, or a digest (`sha256:…`)
record ImageName(String repository, String tag) {
    static ImageName of(String reference) {
        int at = reference.indexOf('@');
        if (at > 0) return new ImageName(reference.substring(0, at), reference.substring(at + 1));
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
        return host ? first : "https://index.docker.io/v1/";
    }
}
