package slipway.rehearse;

import java.util.OptionalInt;

import slipway.base.StudioException;

/// What memory depends on: `ocpus` and `shapeBytes` are of one instance, of which there are `replicas`. Immutable.
///
/// @param workers    WEB_CONCURRENCY: so many copies an instance, whatever its cores
/// @param copyBytes  what one loaded copy of the model uses, measured
/// @param baseBytes  what the server uses beside the copies, once an instance
/// @param cacheBytes for requests under way, once a copy
/// @param headroom   share added on top: 0.1 is 10 %
/// @param hostBytes  memory of the machine that would run all instances, 0 where that is of no interest
public record MemoryNeed(int ocpus, OptionalInt workers, int replicas, long copyBytes, long baseBytes, long cacheBytes,
        double headroom, long shapeBytes, long hostBytes) {
    /// OCI loads two copies of the model for each OCPU (A096).
    public static final int COPIES_PER_OCPU = 2;
    private static final int MOST = 4096;

    public MemoryNeed {
        boolean counts = ocpus > 0 && ocpus <= MOST && replicas > 0 && replicas <= MOST && workers.orElse(1) > 0
                && workers.orElse(1) <= MOST;
        boolean bytes = copyBytes > 0 && baseBytes >= 0 && cacheBytes >= 0 && shapeBytes > 0 && hostBytes >= 0;
        if (!counts || !bytes || !(headroom >= 0 && headroom <= 10)) throw StudioException.of("rehearse.memory", MOST);
    }

    /// Copies of the model in one instance.
    public int copies() {
        return workers.orElse(ocpus * COPIES_PER_OCPU);
    }

    /// What a server with one copy for one request uses: what a workload type must hold (A144).
    public long alone() {
        return Math.round((copyBytes + cacheBytes + baseBytes) * (1 + headroom));
    }

    /// The same cores in `instances` instances, the memory of an instance in proportion.
    MemoryNeed split(int instances) {
        int cores = ocpus * replicas;
        return new MemoryNeed(cores / instances, workers, instances, copyBytes, baseBytes, cacheBytes, headroom,
                Math.round((double) shapeBytes / ocpus * cores / instances), hostBytes);
    }
}
