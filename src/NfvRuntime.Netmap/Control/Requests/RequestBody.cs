namespace NfvRuntime.Netmap.Control;

/// <summary>What each request type comes with.</summary>
public static unsafe class RequestBody
{
    /// <summary>Bytes of the body; 0 for requests without one, whose body pointer must be 0, and for unknown types.</summary>
    public static int SizeOf(RequestType type) => type switch
    {
        RequestType.Register => sizeof(RegisterRequest),
        RequestType.PortInfoGet => sizeof(PortInfoRequest),
        RequestType.ValeAttach => sizeof(ValeAttachRequest),
        RequestType.ValeDetach => sizeof(ValeDetachRequest),
        RequestType.ValeList => sizeof(ValeListRequest),
        RequestType.PortHeaderSet or RequestType.PortHeaderGet => sizeof(PortHeaderRequest),
        RequestType.ValeNewInterface => sizeof(ValeNewInterfaceRequest),
        RequestType.ValePollingEnable or RequestType.ValePollingDisable => sizeof(ValePollingRequest),
        RequestType.PoolsInfoGet => sizeof(PoolsInfoRequest),
        RequestType.SyncKloopStart => sizeof(SyncKloopStartRequest),
        _ => 0,
    };

    /// <summary>Whether the request needs a handle that is bound to a port; without one it gives ENXIO.</summary>
    public static bool NeedsBoundHandle(RequestType type) =>
        type is RequestType.SyncKloopStart or RequestType.SyncKloopStop or RequestType.CsbEnable;
}
