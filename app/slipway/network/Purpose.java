package slipway.network;

import slipway.base.Text;

/// What a connection is for: all that the studio ever connects to, or asks another program to. Order as people read it.
public enum Purpose {
    /// Image layers from a registry, asked of the engine.
    PULL("pull"),
    /// Image layers to a registry, asked of the engine.
    PUSH("push"),
    /// What a registry says of an image, asked of the engine.
    DIGEST("digest"),
    /// A name and a password that a registry is to take, asked of the engine.
    LOGIN("login"),
    /// What a build fetches: bases, and all that the steps of its Dockerfile ask for.
    BUILD("build"),
    /// Python packages for a validation, asked of pip, uv or conda.
    PACKAGES("packages"),
    /// A program that keeps logins.
    CREDENTIALS("credentials"),
    /// The engine itself.
    ENGINE("engine"),
    /// ssh to the machine of an engine.
    TUNNEL("tunnel"),
    /// A port of a container, over ssh.
    FORWARD("forward"),
    /// The address behind a name.
    NAME("name"),
    /// Whether a server lives and is ready.
    PROBE("probe"),
    /// Requests that come in at an endpoint.
    GATEWAY("gateway"),
    /// A request that a person sends.
    REQUEST("request"),
    /// Load that a person makes.
    LOAD("load"),
    /// Recorded requests, sent again.
    REPLAY("replay"),
    /// A conformance check.
    CHECK("check"),
    /// A prediction that proves a model.
    VALIDATION("validation"),
    /// Whether a newer Slipway is out, where a person wants to know.
    UPDATE("update"),
    /// Whether a port of this machine is taken.
    PORT("port");

    private final String word;

    Purpose(String word) {
        this.word = word;
    }

    /// As it is written in files and in `--json`.
    public String word() {
        return word;
    }

    /// In the language of the person, a few words.
    public String title() {
        return Text.of("network.purpose." + word);
    }

    /// When it happens, in the language of the person; one sentence.
    public String explained() {
        return Text.of("network.when." + word);
    }
}
