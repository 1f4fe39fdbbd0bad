package slipway.deploy;

import slipway.base.StudioException;

/// Something that goes wrong on purpose with the servers of a deployment, for practice: after a share of its requests.
/// It lives in memory only, so it is off after a restart.
///
/// @param share of the requests and copies, above 0 and at most 1
public record WorkloadFault(String endpoint, String deployment, Kind kind, double share) {
    public WorkloadFault {
        if (!(share > 0 && share <= 1)) throw StudioException.of("deploy.fault-share", share * 100);
    }

    /// What goes wrong.
    public enum Kind {
        /// A server is killed.
        CRASH,
        /// A server’s memory runs out, for which it is killed.
        MEMORY
    }

    /// `iris/blue`
    public String id() {
        return endpoint + "/" + deployment;
    }
}
