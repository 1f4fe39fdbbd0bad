package slipway.traffic;

import java.net.URI;
import java.util.List;

/// A deployment that can take requests: its replicas, and the predict route it serves. `contract` is a contract id.
public record Target(String deployment, long revision, List<URI> replicas, String contract, String predictPath) {
    public Target {
        replicas = List.copyOf(replicas);
    }
}
