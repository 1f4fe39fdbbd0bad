package slipway.network;

import java.util.Locale;

import slipway.base.Text;

/// What a connection is for: all that the studio ever connects to, or asks another program to. Order as people read it.
public enum Purpose {
    /// Image layers from a registry, asked of the engine.
    PULL,
    /// Image layers to a registry, asked of the engine.
    PUSH,
    /// What a registry says of an image, asked of the engine.
    DIGEST,
    /// A name and a password that a registry is to take, asked of the engine.
    LOGIN,
    /// What a build fetches: bases, and all that the steps of its Dockerfile ask for.
    BUILD,
    /// Python packages for a validation, asked of pip, uv or conda.
    PACKAGES,
    /// A program that keeps logins.
    CREDENTIALS,
    /// The engine itself.
    ENGINE,
    /// ssh to the machine of an engine.
    TUNNEL,
    /// A port of a container, over ssh.
    FORWARD,
    /// The address behind a name.
    NAME,
    /// Whether a server lives and is ready.
    PROBE,
    /// Requests that come in at an endpoint.
    GATEWAY,
    /// A request that a person sends.
    REQUEST,
    /// Load that a person makes.
    LOAD,
    /// Recorded requests, sent again.
    REPLAY,
    /// A conformance check.
    CHECK,
    /// A prediction that proves a model.
    VALIDATION,
    /// Whether a port of this machine is taken.
    PORT;

    /// As it is written in files and in `--json`: small letters.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// In the language of the person, a few words.
    public String title() {
        return Text.of("network.purpose." + word());
    }

    /// When it happens, in the language of the person; one sentence.
    public String explained() {
        return Text.of("network.when." + word());
    }
}
