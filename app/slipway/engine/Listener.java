package slipway.engine;

/// A port that a server listens on, as seen where it runs.
///
/// @param address as the kernel writes it: `0.0.0.0`, `127.0.0.1`, `0:0:0:0:0:0:0:0` …
public record Listener(String address, int port) {
    /// Whether only callers of the same machine, or of the same container, reach it.
    public boolean onlyLocal() {
        return address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1");
    }

    /// `0.0.0.0:8000`
    public String text() {
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }
}
