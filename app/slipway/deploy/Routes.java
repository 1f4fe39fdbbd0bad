package slipway.deploy;

/// Who sends requests to deployments and must know which can take them; told from the thread of the story.
public interface Routes {
    /// Nobody.
    Routes NONE = new Routes() {
        @Override
        public void offer(Deployment deployment) {}

        @Override
        public void withdraw(Deployment deployment) {}
    };

    /// `deployment` is proved and answers at its urls; this replaces what was offered under the same id before
    /// (an older revision, or the urls before a restart).
    void offer(Deployment deployment);

    /// Nothing more for `deployment`; answers when its requests under way have ended. Not called for a revision that
    /// another has replaced.
    void withdraw(Deployment deployment) throws InterruptedException;

    /// `deployment` runs on fewer servers than were offered before, maybe on none for a while; answers when the requests
    /// under way at those it leaves have ended.
    default void shrink(Deployment deployment) throws InterruptedException {
        offer(deployment);
    }

    /// `old` was replaced by an offer of the same id and is stopped next; answers when its requests under way have
    /// ended.
    default void drain(Deployment old) throws InterruptedException {}
}
