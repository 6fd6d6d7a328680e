using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol.Envelope;

/// <summary>Every type of message, and who reads it.</summary>
internal static class MessageTypes
{
    public static IReadOnlyDictionary<string, Func<FieldMap, Request>> Requests { get; } = new Dictionary<string, Func<FieldMap, Request>>
    {
        [HelloRequest.TypeName] = HelloRequest.Read,
        [HeartbeatRequest.TypeName] = HeartbeatRequest.Read,
        [DescribeRequest.TypeName] = DescribeRequest.Read,
        [SubscribeRequest.TypeName] = SubscribeRequest.Read,
        [ShutdownRequest.TypeName] = ShutdownRequest.Read,
        [AttachRequest.TypeName] = AttachRequest.Read,
        [DetachRequest.TypeName] = DetachRequest.Read,
        [PortControlRequest.TypeName] = PortControlRequest.Read,
        [RecallRequest.TypeName] = RecallRequest.Read,
        [HoldRequest.TypeName] = HoldRequest.Read,
        [ReleaseRequest.TypeName] = ReleaseRequest.Read,
        [DeployRequest.TypeName] = DeployRequest.Read,
        [RemoveRequest.TypeName] = RemoveRequest.Read,
        [StartRequest.TypeName] = StartRequest.Read,
        [StopRequest.TypeName] = StopRequest.Read,
        [ExportStateRequest.TypeName] = ExportStateRequest.Read,
        [ImportStateRequest.TypeName] = ImportStateRequest.Read,
        [CounterLayoutRequest.TypeName] = CounterLayoutRequest.Read,
        [CounterReadRequest.TypeName] = CounterReadRequest.Read,
        [CounterTableRequest.TypeName] = CounterTableRequest.Read,
    };

    public static IReadOnlyDictionary<string, Func<FieldMap, Response>> Responses { get; } = new Dictionary<string, Func<FieldMap, Response>>
    {
        [HelloRequest.TypeName] = HelloResponse.Read,
        [HeartbeatRequest.TypeName] = HeartbeatResponse.Read,
        [DescribeRequest.TypeName] = ActualState.Read,
        [SubscribeRequest.TypeName] = Done.Reader(SubscribeRequest.TypeName),
        [ShutdownRequest.TypeName] = Done.Reader(ShutdownRequest.TypeName),
        [AttachRequest.TypeName] = AttachResponse.Read,
        [DetachRequest.TypeName] = Done.Reader(DetachRequest.TypeName),
        [PortControlRequest.TypeName] = PortControlResponse.Read,
        [RecallRequest.TypeName] = RecallResponse.Read,
        [HoldRequest.TypeName] = HoldResponse.Read,
        [ReleaseRequest.TypeName] = Done.Reader(ReleaseRequest.TypeName),
        [DeployRequest.TypeName] = DeployResponse.Read,
        [RemoveRequest.TypeName] = Done.Reader(RemoveRequest.TypeName),
        [StartRequest.TypeName] = Done.Reader(StartRequest.TypeName),
        [StopRequest.TypeName] = StopResponse.Read,
        [ExportStateRequest.TypeName] = ExportStateResponse.Read,
        [ImportStateRequest.TypeName] = ImportStateResponse.Read,
        [CounterLayoutRequest.TypeName] = CounterLayoutResponse.Read,
        [CounterReadRequest.TypeName] = CounterReadResponse.Read,
        [CounterTableRequest.TypeName] = CounterTableResponse.Read,
    };

    public static IReadOnlyDictionary<string, Func<FieldMap, Event>> Events { get; } = new Dictionary<string, Func<FieldMap, Event>>
    {
        [LogEvent.TypeName] = LogEvent.Read,
        [CountersEvent.TypeName] = CountersEvent.Read,
        [SegmentEvent.TypeName] = SegmentEvent.Read,
        [PortFaultEvent.TypeName] = PortFaultEvent.Read,
        [DroppedEvent.TypeName] = DroppedEvent.Read,
    };

    /// <summary>Reads a request's fields.</summary>
    /// <exception cref="ProtocolException">The type is unknown, or a field is wrong: the request is answered by that, and the connection
    /// stays.</exception>
    public static Request ReadRequest(in MessageEnvelope envelope) => Requests.TryGetValue(envelope.Type, out var read)
        ? read(FieldMap.Read(envelope.Type, envelope.Fields))
        : throw new ProtocolException(
            ErrorCodes.UnknownRequest, $"There is no request '{envelope.Type}' in version {ProtocolVersions.Current.Newest}.");

    /// <summary>Reads an answer's fields.</summary>
    /// <exception cref="ProtocolException">The type is unknown, or a field is wrong.</exception>
    public static Response ReadResponse(in MessageEnvelope envelope) => Responses.TryGetValue(envelope.Type, out var read)
        ? read(FieldMap.Read($"answer to {envelope.Type}", envelope.Fields))
        : throw new ProtocolException(ErrorCodes.Malformed, $"There is no answer '{envelope.Type}'.");

    /// <summary>Reads an error's fields.</summary>
    /// <exception cref="ProtocolException">A field is wrong.</exception>
    public static ErrorResponse ReadError(in MessageEnvelope envelope) => ErrorResponse.Read(FieldMap.Read(ErrorResponse.TypeName, envelope.Fields));

    /// <summary>Reads an event's fields; null if the type is unknown.</summary>
    /// <exception cref="ProtocolException">A field is wrong.</exception>
    public static Event? ReadEvent(in MessageEnvelope envelope) => Events.TryGetValue(envelope.Type, out var read)
        ? read(FieldMap.Read(envelope.Type, envelope.Fields))
        : null;
}
