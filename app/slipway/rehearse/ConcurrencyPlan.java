package slipway.rehearse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

import slipway.base.StudioException;

/// Requests at once, from requests a second and how long each takes (A165), and what platforms reserve for it.
/// Immutable.
///
/// @param concurrency at the usual time of a request
/// @param busy        at the slow time of a request: where a request in twenty takes this long
/// @param size        of Databricks, for `busy`; empty where one endpoint does not take so much
/// @param instances   of Azure, each taking `perInstance` requests at once; at least three for availability
/// @param reserved    instances that count against the quota: a fifth more, kept for upgrades (A185)
public record ConcurrencyPlan(double qps, double seconds, double slowSeconds, int perInstance, long concurrency,
        long busy, Optional<WorkloadSize> size, long instances, long reserved) {
    /// Azure’s advice for availability.
    public static final int LEAST_INSTANCES = 3;
    /// What Azure reserves for upgrades on top.
    public static final BigDecimal RESERVE = new BigDecimal("1.2");
    private static final double MOST = 1_000_000;

    /// `slowSeconds` is p95, or `seconds` again where it is not known.
    public static ConcurrencyPlan of(double qps, double seconds, double slowSeconds, int perInstance) {
        boolean good = qps > 0 && qps <= MOST && seconds > 0 && seconds <= MOST && slowSeconds >= seconds
                && slowSeconds <= MOST && perInstance > 0;
        if (!good) throw StudioException.of("rehearse.concurrency");
        long busy = product(qps, slowSeconds);
        long instances = Math.max(LEAST_INSTANCES, Math.ceilDiv(busy, perInstance));
        return new ConcurrencyPlan(qps, seconds, slowSeconds, perInstance, product(qps, seconds), busy,
                WorkloadSize.of(busy), instances, reserve(instances));
    }

    /// `count` with what is kept for upgrades.
    public static long reserve(long count) {
        return RESERVE.multiply(BigDecimal.valueOf(count)).setScale(0, RoundingMode.CEILING).longValueExact();
    }

    /// Exact: 0.1 × 30 are 3 requests at once, not 4.
    private static long product(double qps, double seconds) {
        return BigDecimal.valueOf(qps).multiply(BigDecimal.valueOf(seconds)).setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }
}
