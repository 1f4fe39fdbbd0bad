package slipway.rollout;

import org.jspecify.annotations.Nullable;

/// What the guided safe rollout does beyond traffic: deployments come, grow, are tried and go. Its calls answer when
/// it is so, which may take minutes; failures are [slipway.base.StudioException]s.
public interface SafeStage extends Stage {
    /// Deploys it as its file says and answers when it is ready.
    void deploy(String endpoint, String deployment) throws InterruptedException;

    /// Stops it and keeps its file.
    void stop(String endpoint, String deployment) throws InterruptedException;

    /// Writes the number of replicas to its file and answers when all of them are ready.
    void scale(String endpoint, String deployment, int replicas) throws InterruptedException;

    /// Stops it, deletes its file and answers the file's text.
    String delete(String endpoint, String deployment) throws InterruptedException;

    /// Writes the file that [#delete] answered, deploys it and answers when it is ready.
    void bringBack(String endpoint, String deployment, String file) throws InterruptedException;

    /// Sends `requests` samples to the deployment by its name, past the traffic rules (A198).
    Tried tryAlone(String endpoint, String deployment, int requests) throws InterruptedException;

    /// What came of it: a right answer has a status of 200 to 299 and fits the signature; `wrong` tells of the first
    /// that was not.
    record Tried(int sent, int right, @Nullable String wrong) {}
}
