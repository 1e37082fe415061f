package io.hookline.common.api;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.quarkus.arc.Arc;
import java.util.function.Supplier;

/**
 * Puts a {@link RequestWatch} on each connection that is accepted: the one way there is to it before its first request is read. Netty
 * finds this class by its name in {@code META-INF/services}, if {@link io.hookline.common.start.ServiceStart} says so.
 */
public final class RequestWatchOnEach extends ChannelInitializerExtension {
    private final Supplier<RequestWatch> watches;

    public RequestWatchOnEach() {
        this(() -> Arc.container().instance(RequestWatches.class).get().next());
    }

    RequestWatchOnEach(Supplier<RequestWatch> watches) {
        this.watches = watches;
    }

    /** The server's own handlers are put there just before this one's turn; with TLS those for HTTP come after the handshake. */
    @Override
    public void postInitializeServerChildChannel(Channel connection) {
        connection.pipeline().addLast(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel registered) {
                ChannelPipeline pipeline = registered.pipeline();
                if (pipeline.context(HttpResponseEncoder.class) == null) {
                    pipeline.addLast(new AtFirstBytes());
                } else {
                    watch(pipeline);
                }
            }
        });
    }

    private void watch(ChannelPipeline pipeline) {
        ChannelHandlerContext encoder = pipeline.context(HttpResponseEncoder.class);
        if (encoder != null) {
            pipeline.addAfter(encoder.name(), null, watches.get());
        }
    }

    private final class AtFirstBytes extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            watch(context.pipeline());
            context.pipeline().remove(this);
            context.fireChannelRead(bytes);
        }
    }
}
