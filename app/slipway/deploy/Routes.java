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

    /// `before` was replaced by an offer of the same revision with fewer servers, maybe with none for a while; answers when
    /// the requests under way at those it leaves have ended.
    default void shrink(Deployment before) throws InterruptedException {}

    /// `old` was replaced by an offer of the same id and is stopped next; answers when its requests under way have
    /// ended.
    default void drain(Deployment old) throws InterruptedException {}
}
