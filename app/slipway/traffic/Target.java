package slipway.traffic;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.contract.Signature;

/// A deployment that can take requests: its replicas, and the routes that its server really has.
///
/// @param contract    id of the contract whose protocol the server speaks
/// @param triton      whether predictions name their model in headers, as OCI's service has it for Triton (A078)
/// @param bodiesFor   the model whose requests are rewritten into the server's own protocol; null passes every body as it
///                    came
/// @param capacity    what it takes at once; null for any number, as long as they take
/// @param bodyBytes   largest body of a request, 0 for any
/// @param bandwidthMbps megabits per second, both directions and copies to it together, above which requests get 429;
///                      0 for any (A093)
public record Target(String deployment, long revision, List<URI> replicas, String contract, String predictPath,
        String livePath, String readyPath, boolean triton, @Nullable Signature bodiesFor,
        @Nullable Capacity capacity, long bodyBytes, int bandwidthMbps) {
    public Target {
        replicas = List.copyOf(replicas);
    }

    /// A server with its contract's own health routes, its bodies as they come.
    public Target(String deployment, long revision, List<URI> replicas, String contract, String predictPath) {
        this(deployment, revision, replicas, contract, predictPath, live(contract), live(contract), false, null);
    }

    /// A server without limits.
    public Target(String deployment, long revision, List<URI> replicas, String contract, String predictPath,
            String livePath, String readyPath, boolean triton, @Nullable Signature bodiesFor) {
        this(deployment, revision, replicas, contract, predictPath, livePath, readyPath, triton, bodiesFor, null, 0, 0);
    }

    /// The same with limits.
    public Target withLimits(@Nullable Capacity most, long largestBody) {
        return new Target(deployment, revision, replicas, contract, predictPath, livePath, readyPath, triton, bodiesFor,
                most, largestBody, bandwidthMbps);
    }

    /// The same that takes no more than that.
    public Target withBandwidth(int mbps) {
        return new Target(deployment, revision, replicas, contract, predictPath, livePath, readyPath, triton, bodiesFor,
                capacity, bodyBytes, mbps);
    }

    private static String live(String contract) {
        return Contracts.byId(contract).map(ServingContract::livePath).orElse("/health");
    }
}
