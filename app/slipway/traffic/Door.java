package slipway.traffic;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;

/// Where an endpoint listens, with the clients that came in.
final class Door {
    private final Endpoint endpoint;
    private final Channel channel;
    private final ChannelGroup clients;
    private final List<Lane> lanes;

    /// Sent through a client's pipeline: go when the request under way has its answer.
    enum Leaving {
        NOW
    }

    Door(Endpoint endpoint, Channel channel, ChannelGroup clients, Collection<Lane> lanes) {
        this.endpoint = endpoint;
        this.channel = channel;
        this.clients = clients;
        this.lanes = List.copyOf(lanes);
    }

    Connections connections() {
        return new Connections(clients.size(), endpoint.connectionsOfTwo());
    }

    int port() {
        return channel.localAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
    }

    /// Lets nobody in any more, and those inside out when their request under way has ended, at most after `millis`.
    void close(long millis) throws InterruptedException {
        shut();
        drain(millis);
    }

    /// Lets nobody in any more; its port is free then.
    void shut() {
        endpoint.close();
        channel.close().awaitUninterruptibly();
    }

    /// Lets those inside out when their request under way has ended, at most after `millis`.
    void drain(long millis) throws InterruptedException {
        clients.forEach(client -> client.pipeline().fireUserEventTriggered(Leaving.NOW));
        try {
            clients.newCloseFuture().await(millis);
        } finally {
            clients.close().awaitUninterruptibly(millis);
            lanes.forEach(lane -> lane.loop.execute(lane::close));
        }
    }
}
