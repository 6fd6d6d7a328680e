using NfvRuntime.Guests.Protocol.Envelope;
using NfvRuntime.Guests.Protocol.Fields;
using NfvRuntime.Guests.Protocol.Framing;

namespace NfvRuntime.Guests.Protocol.Connection;

/// <summary>The hello and its answer: the first frame in each direction.</summary>
internal static class Handshake
{
    /// <summary>The number of the hello, which is the agent's first request.</summary>
    public const ulong HelloId = 1;

    /// <summary>The agent's side.</summary>
    public static Task<HelloResponse> OpenAsync(
        FrameChannel channel, AgentIdentity identity, AgentOptions options, CancellationToken cancellation) =>
        InTimeAsync(options, async token =>
        {
            HelloRequest hello = identity.Hello(options);
            byte[] frame = MessageEnvelope.Frame(MessageKind.Request, HelloId, hello, trace: null, 0, FrameLimits.Hello, opens: true);
            await channel.SendAsync(frame, [], token).ConfigureAwait(false);
            HelloResponse host = ReadAnswer(await ReceiveAsync(channel, token).ConfigureAwait(false));
            if (host.Version < hello.Versions.Oldest || host.Version > hello.Versions.Newest)
            {
                throw new ProtocolException(
                    ErrorCodes.Version, $"The host chose version {host.Version}, and this agent speaks {hello.Versions}.", "version");
            }

            return identity.Accept(host.Generation)
                ? host
                : throw new ProtocolException(
                    ErrorCodes.StaleGeneration, $"The host's generation {host.Generation} is not above {identity.Generation}.", "generation");
        }, cancellation);

    /// <summary>The host's side. Who is refused is told why.</summary>
    public static Task<(HelloRequest Agent, HelloResponse Answer)> AcceptAsync(
        FrameChannel channel, HostIdentity identity, IAgentHost host, AgentOptions options, CancellationToken cancellation) =>
        InTimeAsync(options, async token =>
        {
            ulong id = 0;
            try
            {
                MessageEnvelope envelope = await ReceiveAsync(channel, token).ConfigureAwait(false);
                if (envelope.Kind != MessageKind.Request || envelope.Type != HelloRequest.TypeName)
                {
                    throw new ProtocolException(ErrorCodes.OutOfOrder, $"An agent begins with hello, and this one with '{envelope.Type}'.");
                }

                id = envelope.Id;
                (HelloRequest agent, HelloResponse answer) = Judge(envelope, identity, host, options);
                byte[] frame = MessageEnvelope.Frame(MessageKind.Response, id, answer, trace: null, 0, FrameLimits.Hello, opens: true);
                await channel.SendAsync(frame, [], token).ConfigureAwait(false);
                return (agent, answer);
            }
            catch (Exception error) when (error is ProtocolException or AgentErrorException)
            {
                ErrorResponse told = error is AgentErrorException refused ? refused.Error
                    : new ErrorResponse(((ProtocolException)error).Code, error.Message, ((ProtocolException)error).Field);
                byte[] frame = MessageEnvelope.Frame(MessageKind.Error, id, told, trace: null, 0, FrameLimits.Hello, opens: true);
                await channel.SendAsync(frame, [], token).ConfigureAwait(false);
                throw;
            }
        }, cancellation);

    /// <summary>What holds once both have said hello.</summary>
    public static ConnectionSettings Settings(AgentOptions options, int peerMaxBody, int peerWindow, ulong firstId, TimeSpan heartbeat) => new(
        Send: new FrameLimits(peerMaxBody, FrameLimits.Session.MaxDescriptors),
        Receive: options.Limits,
        SendWindow: peerWindow,
        ReceiveWindow: options.Window,
        FirstId: firstId,
        Silence: heartbeat * 3,
        Queue: options.Queue,
        Time: options.Time);

    private static (HelloRequest Agent, HelloResponse Answer) Judge(
        in MessageEnvelope envelope, HostIdentity identity, IAgentHost host, AgentOptions options)
    {
        // Versions first: the rest of a later version's hello may look different.
        FieldMap fields = FieldMap.Read(envelope.Type, envelope.Fields);
        ProtocolVersions offered = HelloRequest.ReadVersions(fields);
        uint version = options.Versions.Common(offered)
            ?? throw new AgentErrorException(ErrorCodes.Version, $"This host speaks version {options.Versions}, and the agent {offered}.");
        HelloRequest agent = HelloRequest.Read(fields);
        if (agent.Generation == ulong.MaxValue)
        {
            throw new ProtocolException(ErrorCodes.BadField, "hello: no generation is above this one.", "generation");
        }

        host.Admit(agent);
        return (agent, new HelloResponse(version, identity.Program, identity.Session, agent.Generation + 1)
        {
            Capabilities = [.. identity.Abilities.Intersect(agent.Capabilities)],
            MaxBody = (uint)options.Limits.MaxBody,
            Window = (uint)options.Window,
            Heartbeat = options.Heartbeat,
        });
    }

    private static HelloResponse ReadAnswer(in MessageEnvelope envelope) => envelope switch
    {
        { Kind: MessageKind.Error } => throw new AgentErrorException(MessageTypes.ReadError(envelope)),
        { Kind: MessageKind.Response, Id: HelloId, Type: HelloRequest.TypeName } => (HelloResponse)MessageTypes.ReadResponse(envelope),
        _ => throw new ProtocolException(ErrorCodes.OutOfOrder, $"A host begins with its answer to hello, and this one with '{envelope.Type}'."),
    };

    private static async ValueTask<MessageEnvelope> ReceiveAsync(FrameChannel channel, CancellationToken cancellation)
    {
        ReceivedFrame frame = await channel.ReceiveOpeningAsync(cancellation).ConfigureAwait(false)
            ?? throw new EndOfStreamException("The peer was gone before it had said hello.");
        return frame.Opens
            ? MessageEnvelope.Read(frame.Body)
            : throw new ProtocolException(ErrorCodes.OutOfOrder, "A session begins with a frame that opens it.");
    }

    private static async Task<T> InTimeAsync<T>(AgentOptions options, Func<CancellationToken, Task<T>> exchange, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(options.HelloTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            return await exchange(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"The hello took longer than {options.HelloTimeout.TotalSeconds:0.###} s.", error);
        }
    }
}
